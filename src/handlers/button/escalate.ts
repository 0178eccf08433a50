import type { Diagnosis } from '../../answer.ts';
import { escalationCard } from '../../card/support-card.ts';
import { inTurn } from '../../inbox/in-turn.ts';
import { nothingPosted, refusalCode } from '../../slack/failure.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import type { Rooms } from '../rooms.ts';
import { answerAlone } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { GONE } from './referred-errors.ts';
import { maySettle } from './settle.ts';
import { tellPresser } from './tell-presser.ts';

/** How sending to one target ended. */
type Sent = 'sent' | 'before' | 'refused';

const NO_TARGET =
  'Nobody is set up to escalate to here. An admin can name a channel or people in my Home tab.';

/**
 * Sends the support pack, with a link back, to the channels and people set up for this channel: once each. Personal data goes
 * only where everybody who reads it may see facts, as the person who pressed may.
 */
export async function escalate(rooms: Rooms, press: ButtonPress, reference: CardReference): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const targets = rooms.memory.settings.channel(press.channel).escalateTo;
  if (targets.length === 0) return await tellPresser(rooms, press, NO_TARGET);
  const answer = await answerAlone(rooms, press.reader, reference);
  const [diagnosis] = answer?.answer.diagnoses ?? [];
  if (!answer || !diagnosis) return await tellPresser(rooms, press, GONE);
  const send = async (target: string) => {
    const personalData = answer.maySeeFacts && (await maySendFacts(rooms, press, target));
    const key = escalationKey(rooms.slack.teamId, reference, target);
    return await inTurn(key, () => sendTo(rooms, press, reference, { target, key, diagnosis, personalData }));
  };
  const sent = await Promise.all(targets.map(send));
  await tellPresser(rooms, press, report(targets, sent));
}

async function sendTo(
  { slack, inbox, log }: Rooms,
  press: ButtonPress,
  { source }: CardReference,
  {
    target,
    key,
    diagnosis,
    personalData,
  }: { target: string; key: string; diagnosis: Diagnosis; personalData: boolean },
): Promise<Sent> {
  const state = inbox.claimReply(key);
  if (state === 'posted') return 'before';
  try {
    const channel = isPerson(target) ? await slack.directWith(target) : target;
    // An earlier run may have posted before it was killed, or before the connection broke.
    const latest = state === 'claimed' ? await slack.latest(channel) : [];
    const earlier = latest.find(({ answers }) => answers === key)?.ts;
    const link = source ? await slack.permalink(source) : null;
    const card = escalationCard(diagnosis, { personalData, link, by: press.user });
    inbox.replyPosted(key, earlier ?? (await slack.post({ channel, answers: key }, slackMessage(card))));
    return 'sent';
  } catch (error) {
    // Only a clear refusal means that nothing was posted.
    if (nothingPosted(error)) inbox.releaseReply(key);
    const code = refusalCode(error);
    if (code === null) throw error;
    log.error({ code, target }, 'an escalation could not be posted');
    return 'refused';
  }
}

/** A post that was changed to another error is another escalation. */
function escalationKey(teamId: string, reference: CardReference, target: string): string {
  return `escalation:${cardKey(teamId, reference)}:${reference.article}:${target}`;
}

const isPerson = (target: string) => /^[UW]/.test(target);

async function maySendFacts({ sight }: Rooms, { asking }: ButtonPress, target: string): Promise<boolean> {
  const to = isPerson(target)
    ? sight.person(target, asking)
    : sight.place({ channel: target, alone: false, shared: false }, asking);
  return (await sight.maySendFacts(to)) === 'yes';
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
