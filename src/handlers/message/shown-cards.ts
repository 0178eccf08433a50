import { hash } from 'node:crypto';
import type { SlackMessage } from '../../slack/send/blocks.ts';

/** Which cards show what, as far as this process knows: a further run that has nothing new to say changes nothing. */
export type ShownCards = ReturnType<typeof createShownCards>;

const MOST = 10_000;

export function createShownCards() {
  const shown = new Map<string, string>();
  const digest = (message: SlackMessage) => hash('sha256', JSON.stringify(message));
  return {
    /** Does the card under this key show exactly this? False also when that is not known. */
    isSame: (key: string, message: SlackMessage): boolean => shown.get(key) === digest(message),
    note(key: string, message: SlackMessage): void {
      shown.delete(key);
      shown.set(key, digest(message));
      const [oldest] = shown.keys();
      if (shown.size > MOST && oldest !== undefined) shown.delete(oldest);
    },
  };
}
