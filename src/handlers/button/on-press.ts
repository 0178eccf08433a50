import type { Press } from '../../slack/payloads/interaction.ts';
import { openChannelSettings, openStillStuck } from '../form/open-forms.ts';
import type { Outcome } from '../message/deliver.ts';
import type { Rooms } from '../rooms.ts';
import { checkAgain, showArticle, showSupportPack } from './answer-alone.ts';
import { type ButtonPress, buttonPress } from './button-press.ts';
import { type CardReference, referenceOf } from './card-reference.ts';
import { escalate } from './escalate.ts';
import { postInThread } from './post-in-thread.ts';
import { settleAsNotRelevant, settleAsSolved } from './settle.ts';
import { showBranch, showCases } from './show-cases.ts';
import { tellPresser } from './tell-presser.ts';

/** What a button of a card does. `argument`: what follows the colon of its action id. */
type OnPress = (
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
  argument: string,
) => Promise<void>;

/** By action id, without its argument. Ids that were posted once keep their meaning. */
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
  'This button belongs to an older version of my answer, and I do not know any more what it stood for. Paste the error again.';

/** Buttons that open a form: Slack takes that for three seconds only, so they never wait in the inbox. */
export function opensForm(action: string): boolean {
  return action.startsWith('modal:');
}

/** Does what a button says. Throws Slack's error when it could not: run again. */
export async function onPress(rooms: Rooms, press: Press, rerun: boolean): Promise<Outcome> {
  if (press.action === 'modal:channel_settings') {
    await openChannelSettings(rooms, press);
    return 'done';
  }
  const { channel, action } = press;
  if (channel === null) return 'silent';
  const [name = '', argument = ''] = opensForm(action) ? [action] : action.split(':', 2);
  const act = BUTTONS.get(name);
  const reference = referenceOf(press.value);
  const pressed = await buttonPress(rooms, { ...press, channel }, rerun);
  if (reference && act) await act(rooms, pressed, reference, argument);
  else await tellPresser(rooms, pressed, OLD);
  return 'done';
}
