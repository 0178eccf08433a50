import type { Press } from '../../slack/payloads/interaction.ts';
import { openChannelForm } from '../form/channel-form.ts';
import { openStillStuck } from '../form/still-stuck.ts';
import type { Outcome } from '../message/deliver.ts';
import type { Rooms } from '../rooms.ts';
import { checkAgain, showArticle, showSupportPack } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import { referenceOf } from './card-reference.ts';
import { escalate } from './escalate.ts';
import { postInThread } from './post-in-thread.ts';
import { settleAsNotRelevant, settleAsSolved } from './settle.ts';
import { showBranch, showCases } from './show-cases.ts';

/** `argument`: what follows the colon of the action id. */
type OnPress = (rooms: Rooms, press: ButtonPress, argument: string) => Promise<void>;

/** The buttons of a card, by action id without its argument. An id that was ever posted keeps its meaning. */
const BUTTONS = new Map<string, OnPress>([
  ['solved', settleAsSolved],
  ['not_relevant', settleAsNotRelevant],
  ['check_again', checkAgain],
  ['support_pack', showSupportPack],
  ['escalate', escalate],
  ['show_all', showCases],
  ['branch', showBranch],
  ['article', showArticle],
  ['post_in_thread', postInThread],
  ['modal:still_stuck', openStillStuck],
]);

const OLD =
  'This button is from an older version of my answer, and I no longer know what it does. Paste the error again.';

/** Slack lets a form be opened for three seconds only, so these presses never wait in the inbox. */
export function opensForm(action: string): boolean {
  return action.startsWith('modal:');
}

/**
 * Does what a button says. The first run waits for what Slack does not say just now; a rerun goes on without it. Throws Slack's
 * error: run again.
 */
export async function onPress(rooms: Rooms, press: Press, rerun: boolean): Promise<Outcome> {
  const { channel, action, user } = press;
  if (action === 'modal:channel_settings') {
    await openChannelForm(rooms, press);
    return 'done';
  }
  if (channel === null) return 'silent';
  const [name = '', argument = ''] = opensForm(action) ? [action] : action.split(':', 2);
  const act = BUTTONS.get(name);
  const reference = referenceOf(press.value);
  const asking = { insists: !rerun };
  const reader = await rooms.sight.reader({ user, channel, alone: true, shared: false }, asking);
  if (reference && act) await act(rooms, { ...press, channel, reference, reader, asking }, argument);
  else await rooms.slack.tell({ ...press, channel }, { text: OLD });
  return 'done';
}
