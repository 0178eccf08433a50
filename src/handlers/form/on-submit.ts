import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { copyCard } from '../../card/support-card.ts';
import { redact } from '../../knowledge/redact/redact.ts';
import type { Identity } from '../../slack/connect.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { STUCK_REASONS } from '../../slack/send/forms.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';
import { answerAlone } from '../button/answers.ts';
import { note } from '../button/settle.ts';
import type { Outcome } from '../message/deliver.ts';
import { answerText, secretNote } from '../on-command.ts';
import type { Parts } from '../parts.ts';
import { maySetUp, showHome } from '../show-home.ts';
import { MAY_NOT_SET_UP, type Opened } from './open-forms.ts';

const field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_users: z.array(z.string()).nullish(),
});

/** A Slack `view_submission` body (docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission). */
const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
  }),
});

type Submission = z.infer<typeof submission>;
type OnSubmit = (
  client: WebClient,
  parts: Parts,
  identity: Identity,
  sent: Submission,
  secrets: string[],
) => Promise<void>;

const MODALS: Record<string, OnSubmit> = {
  paste,
  still_stuck: stillStuck,
  channel_settings: channelSettings,
};

/** Does what a sent modal asks for. */
export async function onSubmit(
  client: WebClient,
  parts: Parts,
  identity: Identity,
  body: unknown,
  secrets: string[],
): Promise<Outcome> {
  const sent = submission.parse(body);
  await MODALS[sent.view.callback_id]?.(client, parts, identity, sent, secrets);
  return 'done';
}

/** What was entered in the one element of a block. */
function entered({ view }: Submission, block: string) {
  return Object.values(view.state.values[block] ?? {})[0];
}

async function paste(
  client: WebClient,
  parts: Parts,
  { teamId }: Identity,
  sent: Submission,
  secrets: string[],
) {
  const { channel, responseUrl } = JSON.parse(sent.view.private_metadata) as Opened;
  const text = entered(sent, 'error')?.value ?? '';
  await answerText(client, parts, { teamId, channel, user: sent.user.id, responseUrl }, text, { secrets });
}

async function stillStuck(
  client: WebClient,
  parts: Parts,
  { teamId, botId }: Identity,
  sent: Submission,
  secrets: string[],
) {
  const { channel, threadTs, ref } = JSON.parse(sent.view.private_metadata) as Opened;
  if (!ref) return;
  const choice = entered(sent, 'reason')?.selected_option?.value as keyof typeof STUCK_REASONS;
  const words = redact(entered(sent, 'words')?.value ?? '').text.trim();
  await note(parts, { teamId }, ref, {
    kind: 'stuck',
    reason: [STUCK_REASONS[choice], words].filter(Boolean).join(': '),
  });
  const user = sent.user.id;
  const press: Press & { channel: string } = {
    ...{ id: sent.view.id, action: '', value: '', teamId, botId, user, channel },
    ...{ messageTs: null, threadTs, ephemeral: false, direct: channel.startsWith('D'), responseUrl: null },
  };
  const said = await answerAlone(client, parts, press, ref);
  const [first] = said?.found.diagnoses ?? [];
  const card = said && first ? copyCard(first, { personalData: said.may }) : [];
  const thanks = {
    kind: 'text',
    text: 'Noted: it tells whoever keeps the article what to mend. What to hand to support stands below; "Escalate" under the answer sends it to the people set up for that.',
  } as const;
  await tellAlone(client, press, slackMessage([...secretNote(secrets), thanks, ...card]));
}

async function channelSettings(client: WebClient, parts: Parts, { teamId }: Identity, sent: Submission) {
  const user = sent.user.id;
  const tell = (text: string) => tellAlone(client, { channel: user, user }, { text });
  if (!(await maySetUp(client, parts, { teamId, user }))) return await tell(MAY_NOT_SET_UP);
  const { channel: given } = JSON.parse(sent.view.private_metadata) as { channel: string | null };
  const channel = given ?? entered(sent, 'channel')?.selected_conversation;
  if (!channel) return;
  if (!given && (await parts.settings.channels()).includes(channel))
    return await tell(
      `<#${channel}> is set up already, so I changed nothing. Use "Change" beside it in my Home tab.`,
    );
  const on = (entered(sent, 'switches')?.selected_options ?? []).map(({ value }) => value);
  const escalateTo = [
    ...(entered(sent, 'channels')?.selected_conversations ?? []),
    ...(entered(sent, 'people')?.selected_users ?? []),
  ];
  const quiet = on.includes('quiet');
  // A quiet channel is a watched one in which it only reacts.
  const switches = { triage: quiet || on.includes('triage'), quiet, openFacts: on.includes('openFacts') };
  const reset = on.includes('reset');
  await parts.settings.setChannel(channel, reset ? null : { ...switches, escalateTo });
  parts.log.info({ channel, user, reset, ...switches }, 'settings of a channel were changed in the app');
  await showHome(client, parts, { teamId, user });
  const about = await client.conversations.info({ channel }).catch(() => null);
  if (!about?.channel?.is_member) await tell(`I am not in <#${channel}> yet: invite me there with /invite.`);
}
