import type { WebClient } from '@slack/web-api';
import type { Diagnosis } from '../../answer.ts';
import { slackMessage } from '../../render/blocks.ts';
import { escalationCard } from '../../render/support-card.ts';
import { type CardRef, cardKey } from '../card-ref.ts';
import { permalink } from '../deliver.ts';
import { inTurn } from '../in-turn.ts';
import type { Parts } from '../parts.ts';
import { slackRefused } from '../refusals.ts';
import { postMessage } from '../reply.ts';
import { answerAlone } from './answers.ts';
import { mayDecide } from './feedback.ts';
import type { Press } from './press.ts';
import { GONE } from './ref-text.ts';
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
  ref: CardRef,
): Promise<void> {
  if (!(await mayDecide(client, parts, press)))
    return await tellPresser(
      client,
      press,
      'Only whoever asked, and full members of this workspace, can escalate.',
    );
  const targets = parts.settings.channel(press.channel).escalateTo;
  if (targets.length === 0)
    return await tellPresser(
      client,
      press,
      'Nobody is set up to escalate to here. An admin can name a channel or people in my Home tab.',
    );
  const said = await answerAlone(client, parts, press, ref);
  const [first] = said?.found.diagnoses ?? [];
  if (!said || !first) return await tellPresser(client, press, GONE);
  const send = (target: string) =>
    inTurn(`escalation:${cardKey(press.teamId, ref)}:${target}`, () =>
      sendTo(client, parts, press, ref, target, first, said.may),
    );
  const sent = await Promise.all(targets.map(send));
  await tellPresser(client, press, report(targets, sent));
}

async function sendTo(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardRef,
  target: string,
  diagnosis: Diagnosis,
  may: boolean,
): Promise<Sent> {
  const key = `escalation:${cardKey(press.teamId, ref)}:${target}`;
  // A claim of a run that was killed may stand for nothing: better twice than never.
  if (parts.inbox.claimReply(key) === 'posted') return 'before';
  try {
    const personalData = may && (await isInternal(client, parts, press.teamId, target));
    const link = ref.source ? await permalink(client, ref.source.channel, ref.source.ts) : null;
    const card = escalationCard(diagnosis, { personalData, link, by: press.user });
    const channel = isPerson(target)
      ? (await client.conversations.open({ users: target })).channel?.id
      : target;
    parts.inbox.replyPosted(
      key,
      await postMessage(client, { channel: channel ?? target }, slackMessage(card)),
    );
    return 'sent';
  } catch (error) {
    parts.inbox.releaseReply(key);
    const code = (error as { data?: { error?: string } }).data?.error;
    if (!slackRefused(error, [code ?? ''])) throw error;
    parts.log.error({ code, target }, 'an escalation could not be posted');
    return 'refused';
  }
}

const isPerson = (target: string) => /^[UW]/.test(target);

async function isInternal(
  client: WebClient,
  { members, readers }: Parts,
  teamId: string,
  target: string,
): Promise<boolean> {
  if (!isPerson(target)) return await readers.allInternal(client, teamId, target);
  return (await members.standing(client, teamId, target))?.full === true;
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
