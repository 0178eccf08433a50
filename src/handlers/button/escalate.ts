import type { Diagnosis } from '../../answer.ts';
import { escalationCard } from '../../card/support-card.ts';
import { onceKey } from '../../inbox/once-key.ts';
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
  const targets = (await rooms.memory.settings.channel(press.channel)).escalateTo;
  if (targets.length === 0) return await tellPresser(rooms, press, NO_TARGET);
  const answer = await answerAlone(rooms, press.reader, reference);
  const [diagnosis] = answer?.answer.diagnoses ?? [];
  if (!answer || !diagnosis) return await tellPresser(rooms, press, GONE);
  const send = async (target: string) => {
    const personalData = answer.maySeeFacts && (await maySendFacts(rooms, press, target));
    return await sendTo(rooms, press, reference, { target, diagnosis, personalData });
  };
  const sent = await Promise.all(targets.map(send));
  await tellPresser(rooms, press, report(targets, sent));
}

async function sendTo(
  { slack, once, log }: Rooms,
  press: ButtonPress,
  reference: CardReference,
  { target, diagnosis, personalData }: { target: string; diagnosis: Diagnosis; personalData: boolean },
): Promise<Sent> {
  const { source, article } = reference;
  // A post that was changed to another error is another escalation.
  const key = { kind: 'escalation', card: cardKey(slack.teamId, reference), article, target } as const;
  const answers = onceKey(key);
  try {
    const channel = isPerson(target) ? await slack.directWith(target) : target;
    const { how } = await once(key, {
      find: async () => (await slack.latest(channel)).find((one) => one.answers === answers)?.ts ?? null,
      async send() {
        const link = source ? await slack.permalink(source) : null;
        const card = escalationCard(diagnosis, { personalData, link, by: press.user });
        return await slack.post({ channel, answers }, slackMessage(card));
      },
      nothingSent: nothingPosted,
    });
    return how === 'recorded' ? 'before' : 'sent';
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    log.error({ code, target }, 'an escalation could not be posted');
    return 'refused';
  }
}

const isPerson = (target: string) => /^[UW]/.test(target);

async function maySendFacts({ sight }: Rooms, { asking }: ButtonPress, target: string): Promise<boolean> {
  const to = isPerson(target)
    ? sight.person(target, asking)
    : await sight.place({ channel: target, alone: false, shared: false }, asking);
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
