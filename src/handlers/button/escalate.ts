import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Diagnosis } from '../../answer.ts';
import { escalationCard } from '../../card/support-card.ts';
import { onceKey } from '../../inbox/once-key.ts';
import { whyNoSight } from '../../sight/why-no-sight.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { METADATA_TYPE, sourceOf } from '../../slack/read/thread.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { postMessage } from '../../slack/send/reply.ts';
import { nothingSent } from '../../slack/slack-refused.ts';
import { permalink } from '../message/deliver.ts';
import type { Parts } from '../parts.ts';
import { answerAlone } from './answers.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { GONE } from './referred-text.ts';
import { mayDecide, NOT_YOURS } from './settle.ts';
import { tellPresser } from './tell-presser.ts';

type InChannel = Press & { channel: string };

/** How sending to one target ended. */
type Sent = 'sent' | 'before' | 'refused';

/**
 * Sends the support pack, with a link back, to the channels and people set up for this channel: once each. Personal data goes
 * only where every reader belongs to the installing team and whoever pressed may see it.
 */
export async function escalate(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  if (!(await mayDecide(client, parts, press))) return await tellPresser(client, press, NOT_YOURS);
  const targets = (await parts.settings.channel(press.channel)).escalateTo;
  if (targets.length === 0)
    return await tellPresser(
      client,
      press,
      'Nobody is set up to escalate to here. An admin can name a channel or people in my Home tab.',
    );
  const said = await answerAlone(client, parts, press, ref);
  const [first] = said?.found.diagnoses ?? [];
  if (!said || !first) return await tellPresser(client, press, GONE);
  const sent = await Promise.all(
    targets.map((target) => sendTo(client, parts, press, ref, target, first, said.may)),
  );
  await tellPresser(client, press, report(targets, sent));
}

async function sendTo(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
  target: string,
  diagnosis: Diagnosis,
  may: boolean,
): Promise<Sent> {
  // A post that was changed to another error is another escalation.
  const card = cardKey(press.teamId, ref);
  const key = { kind: 'escalation', card, article: ref.article, target } as const;
  const id = onceKey(key);
  const channel = async () => (isPerson(target) ? await directWith(client, target) : target);
  const send = async () => {
    const personalData = may && (await maySeeFacts(client, parts, press.teamId, target));
    const link = ref.source ? await permalink(client, ref.source.channel, ref.source.ts) : null;
    const message = slackMessage(escalationCard(diagnosis, { personalData, link, by: press.user }));
    const metadata = { event_type: METADATA_TYPE, event_payload: { source_ts: id } };
    return await postMessage(client, { channel: await channel(), metadata }, message);
  };
  try {
    const find = async () => await postedIn(client, press, await channel(), id);
    const { how } = await parts.once(key, { find, send, nothingSent });
    return how === 'recorded' ? 'before' : 'sent';
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    parts.log.error({ code: error.data.error, target }, 'an escalation could not be posted');
    return 'refused';
  }
}

const isPerson = (target: string) => /^[UW]/.test(target);

async function directWith(client: WebClient, user: string): Promise<string> {
  return (await client.conversations.open({ users: user })).channel?.id ?? user;
}

/** The `ts` of this bot's message with this id among the latest of a channel. */
async function postedIn(
  client: WebClient,
  press: Press,
  channel: string,
  id: string,
): Promise<string | null> {
  const { messages = [] } = await client.conversations.history({
    channel,
    limit: 100,
    include_all_metadata: true,
  });
  return messages.find((message) => sourceOf(message, press) === id)?.ts ?? null;
}

/**
 * May everybody who reads there see account facts? A person by the rules of sight; a channel only with internal readers, and where
 * these rules name some people alone, only when it is opened for facts.
 */
async function maySeeFacts(
  client: WebClient,
  { members, readers, sight, settings }: Parts,
  teamId: string,
  target: string,
): Promise<boolean> {
  if (isPerson(target)) return (await whyNoSight(client, members, sight, { teamId, user: target })) === null;
  const everyMember = sight.users.length === 0 && sight.userGroups.length === 0;
  const open = everyMember || (await settings.channel(target)).openFacts;
  return open && (await readers.allInternal(client, teamId, target));
}

function report(targets: string[], sent: Sent[]): string {
  const names = (how: Sent) =>
    targets
      .filter((_, i) => sent[i] === how)
      .map((target) => (isPerson(target) ? `<@${target}>` : `<#${target}>`))
      .join(', ');
  return [
    names('sent') && `Escalated to ${names('sent')}, with a link to this thread.`,
    names('before') && `It was escalated to ${names('before')} before.`,
    names('refused') &&
      `Slack did not let me post to ${names('refused')}: invite me there, or have an admin change it in my Home tab.`,
  ]
    .filter(Boolean)
    .join(' ');
}
