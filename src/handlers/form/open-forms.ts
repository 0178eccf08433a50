import type { Press } from '../../slack/payloads/interaction.ts';
import { channelSettingsForm, pasteForm, stillStuckForm } from '../../slack/send/forms.ts';
import type { ButtonPress } from '../button/button-press.ts';
import type { CardReference } from '../button/card-reference.ts';
import { maySettle } from '../button/settle.ts';
import type { Rooms } from '../rooms.ts';

/** Said also when Slack did not say whether somebody may. */
export const MAY_NOT_SET_UP =
  'Nothing was changed: settings are for the people named in ADMIN_USERS, or else workspace admins, and Slack must be able to say that you are one. Try again in a minute.';

/** What a form gives back when it is sent: where to answer. */
export type OpenForm = {
  channel: string;
  threadTs?: string | undefined;
  responseUrl: string | null;
  ref: CardReference | null;
};

/** Opens the form for a long paste. Throws Slack's error; a trigger lives three seconds. */
export async function openPaste(
  { slack }: Pick<Rooms, 'slack'>,
  triggerId: string,
  opened: OpenForm,
): Promise<void> {
  await slack.openForm(triggerId, pasteForm(JSON.stringify(opened)));
}

/** Asks somebody who may settle an answer what is still wrong. */
export async function openStillStuck(rooms: Rooms, press: ButtonPress, ref: CardReference): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const { channel, threadTs, messageTs } = press;
  const opened: OpenForm = { channel, threadTs: threadTs ?? messageTs ?? undefined, responseUrl: null, ref };
  await rooms.slack.openForm(press.id, stillStuckForm(JSON.stringify(opened)));
}

/** Opens the settings of one channel, or of one to be chosen, for somebody who may set up the bot. */
export async function openChannelSettings(
  { slack, sight, memory }: Pick<Rooms, 'slack' | 'sight' | 'memory'>,
  press: Press,
): Promise<void> {
  const person = sight.person(press.user, { insists: false });
  if ((await sight.maySetUp(person)) !== 'yes')
    return await slack.tell({ channel: press.user, user: press.user }, { text: MAY_NOT_SET_UP });
  const channel = press.value || null;
  await slack.openForm(press.id, channelSettingsForm(channel, await memory.settings.channel(channel ?? '')));
}
