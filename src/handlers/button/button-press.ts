import type { Asking } from '../../sight/sight.ts';
import type { Press } from '../../slack/payloads/interaction.ts';
import type { Reader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';

/** A press on a card, with who pressed: the only one who reads what is said in return. */
export type ButtonPress = Press & { channel: string; reader: Reader; asking: Asking };

/**
 * A press, and who it is by. `rerun`: an earlier run did not come to its end; the first one waits for what Slack does not say just
 * now, a later one goes on without it.
 */
export async function buttonPress(
  { sight }: Pick<Rooms, 'sight'>,
  press: Press & { channel: string },
  rerun: boolean,
): Promise<ButtonPress> {
  const asking = { insists: !rerun };
  return { ...press, asking, reader: await aloneReader(sight, press, asking) };
}

/** One person who is told something that nobody else reads. */
export async function aloneReader(
  sight: Rooms['sight'],
  { user, channel }: { user: string; channel: string },
  asking: Asking,
): Promise<Reader> {
  return {
    person: sight.person(user, asking),
    place: await sight.place({ channel, alone: true, shared: false }, asking),
  };
}
