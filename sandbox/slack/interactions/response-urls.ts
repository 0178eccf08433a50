import { randomBytes } from 'node:crypto';

const PATH = '/response/';
const LASTS_MS = 30 * 60_000;
const MOST_USES = 5;

/** Where a response goes. `original`: the `ts` of the bot's message that the response_url came from. */
export type ResponseTarget = { user: string; channel: string; original?: string };

/**
 * Each URL accepts five responses within thirty minutes. `now`: milliseconds.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function createResponseUrls(now: () => number) {
  const issued = new Map<string, { target: ResponseTarget; until: number; left: number }>();
  return {
    issue(origin: string, target: ResponseTarget): string {
      const path = `${PATH}${randomBytes(12).toString('hex')}`;
      issued.set(path, { target, until: now() + LASTS_MS, left: MOST_USES });
      return `${origin}${path}`;
    },

    owns: (path: string): boolean => path.startsWith(PATH),

    /** Uses the URL once. Returns Slack's error code if that is not possible. */
    use(path: string): ResponseTarget | string {
      const entry = issued.get(path);
      if (!entry) return 'invalid_url';
      if (now() > entry.until) return 'expired_url';
      if (entry.left === 0) return 'used_url';
      entry.left -= 1;
      return entry.target;
    },
  };
}
