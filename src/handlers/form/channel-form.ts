import type { Press, SentForm } from '../../slack/payloads/interaction.ts';
import { channelSettingsForm } from '../../slack/send/forms.ts';
import type { Rooms, Run } from '../rooms.ts';
import { showHome } from '../show-home.ts';

const MAY_NOT_SET_UP =
  'Nothing was changed. Settings are for the people named in ADMIN_USERS, or for workspace admins if nobody is named there. If you are one of them, Slack could not confirm it; try again in a minute.';

/** Opens the settings of one channel, or of one to be chosen, for a person who may set up the bot. */
export async function openChannelForm({ slack, sight, memory }: Rooms, press: Press): Promise<void> {
  const { id, user } = press;
  if ((await sight.maySetUp(sight.person(user, { insists: false }))) !== 'yes')
    return await slack.tell({ channel: user, user }, { text: MAY_NOT_SET_UP });
  const channel = press.value || null;
  await slack.openForm(id, channelSettingsForm(channel, await memory.settings.channel(channel ?? '')));
}

/** Saves the settings of a channel, for a person who may set up the bot. Tells them by direct message when something is wrong. */
export async function saveChannelForm(rooms: Rooms, form: SentForm, { rerun }: Run): Promise<void> {
  const { slack, sight, memory, log } = rooms;
  const { user } = form;
  const tell = (text: string) => slack.tell({ channel: user, user }, { text });
  if ((await sight.maySetUp(sight.person(user, { insists: !rerun }))) !== 'yes')
    return await tell(MAY_NOT_SET_UP);
  const { channel: given } = JSON.parse(form.metadata) as { channel: string | null };
  const channel = given ?? form.entered.get('channel')?.selected_conversation;
  if (!channel) return;
  if (!given && (await memory.settings.channels()).includes(channel))
    return await tell(
      `<#${channel}> is already set up, so I changed nothing. Use "Change" next to it in my Home tab.`,
    );
  const on = (form.entered.get('switches')?.selected_options ?? []).map(({ value }) => value);
  const escalateTo = [
    ...(form.entered.get('channels')?.selected_conversations ?? []),
    ...(form.entered.get('people')?.selected_users ?? []),
  ];
  const quiet = on.includes('quiet');
  // A quiet channel is a watched channel in which the bot only reacts.
  const switches = { triage: quiet || on.includes('triage'), quiet, openFacts: on.includes('openFacts') };
  const reset = on.includes('reset');
  await memory.settings.setChannel(channel, reset ? null : { ...switches, escalateTo });
  log.info({ channel, user, reset, ...switches }, 'settings of a channel were changed in the app');
  await showHome(rooms, user, { insists: false });
  const about = await slack.channel(channel).catch(() => null);
  if (!about?.is_member) await tell(`I am not in <#${channel}> yet. Invite me there with /invite.`);
}
