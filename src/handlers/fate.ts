import type { Payload } from '../slack/payloads/payload.ts';
import { messageKey } from '../slack/payloads/source.ts';
import { opensForm } from './button/on-press.ts';
import { concernsBot } from './message/concerns-bot.ts';
import { isBare } from './on-command.ts';

/**
 * What becomes of a Slack request: a job, under all its names; `at once`, because it opens a form and Slack gives three seconds
 * for that; or `nothing`, because it does not concern the bot.
 */
export type Fate = { job: string[] } | 'at once' | 'nothing';

type Needs = Parameters<typeof concernsBot>[0] & { teamId: string; knows: (key: string) => Promise<boolean> };

/** A Slack request, free of secrets -> its fate. */
export async function fateOf(payload: Payload, needs: Needs): Promise<Fate> {
  switch (payload.kind) {
    case 'post': {
      const { post, eventId } = payload;
      if (!(await concernsBot(needs, post))) return 'nothing';
      // `message` and `app_mention` report the same post under two event ids.
      const key = messageKey(needs.teamId, post);
      const own = post.edited ? `edit:${key}:${post.edited}` : `post:${key}`;
      return { job: eventId === null ? [own] : [`event:${eventId}`, own] };
    }
    case 'deleted': {
      const { post, eventId } = payload;
      const key = messageKey(needs.teamId, post);
      // An event may overtake another: where posts are read, one may come after its deletion.
      const isRead = post.direct || (await needs.settings.channel(post.channel)).triage;
      if (!isRead && !(await needs.knows(`post:${key}`))) return 'nothing';
      return { job: [`event:${eventId}`, `deleted:${key}`] };
    }
    case 'home-opened':
      return jobFor('event', payload.eventId);
    case 'press':
      return opensForm(payload.press.action) ? 'at once' : jobFor('trigger', payload.press.id);
    case 'shortcut':
      return jobFor('trigger', payload.shortcut.triggerId);
    case 'command':
      return isBare(payload.command) ? 'at once' : jobFor('trigger', payload.command.triggerId);
    case 'form':
      return jobFor('view', payload.form.id);
    case 'unsupported':
      return 'nothing';
  }
}

/** Without an id a request cannot be told from a repetition, so it is run at once. */
function jobFor(kind: string, id: string | null): Fate {
  return id ? { job: [`${kind}:${id}`] } : 'at once';
}
