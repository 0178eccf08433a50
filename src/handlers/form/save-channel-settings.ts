import type { SentForm } from '../../slack/payloads/interaction.ts';
import type { Rooms, Run } from '../rooms.ts';
import { showHome } from '../show-home.ts';
import { MAY_NOT_SET_UP } from './open-forms.ts';

/** Saves the settings of a channel, for somebody who may set up the bot, and says in a direct message what stands in the way. */
export async function saveChannelSettings(rooms: Rooms, form: SentForm, { rerun }: Run): Promise<void> {
  const { slack, sight, memory, log } = rooms;
  const { user } = form;
  const tell = (text: string) => slack.tell({ channel: user, user }, { text });
  const person = sight.person(user, { insists: !rerun });
  if ((await sight.maySetUp(person)) !== 'yes') return await tell(MAY_NOT_SET_UP);
  const { channel: given } = JSON.parse(form.metadata) as { channel: string | null };
  const channel = given ?? form.entered.get('channel')?.selected_conversation;
  if (!channel) return;
  if (!given && (await memory.settings.channels()).includes(channel))
    return await tell(
      `<#${channel}> is set up already, so I changed nothing. Use "Change" beside it in my Home tab.`,
    );
  const on = (form.entered.get('switches')?.selected_options ?? []).map(({ value }) => value);
  const escalateTo = [
    ...(form.entered.get('channels')?.selected_conversations ?? []),
    ...(form.entered.get('people')?.selected_users ?? []),
  ];
  const quiet = on.includes('quiet');
  // A quiet channel is a watched one in which it only reacts.
  const switches = { triage: quiet || on.includes('triage'), quiet, openFacts: on.includes('openFacts') };
  const reset = on.includes('reset');
  await memory.settings.setChannel(channel, reset ? null : { ...switches, escalateTo });
  log.info({ channel, user, reset, ...switches }, 'settings of a channel were changed in the app');
  await showHome(rooms, user, { insists: false });
  const about = await slack.channel(channel).catch(() => null);
  if (!about?.is_member) await tell(`I am not in <#${channel}> yet: invite me there with /invite.`);
}
