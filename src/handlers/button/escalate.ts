import { escalationCard } from '../../card/support-card.ts';
import { onceKey } from '../../inbox/once-key.ts';
import { refusalCode, wasSent } from '../../slack/failure.ts';
import { type SlackMessage, slackMessage } from '../../slack/send/blocks.ts';
import type { Rooms } from '../rooms.ts';
import { answerAlone, GONE } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { maySettle } from './settle.ts';

/** How sending to one target ended. */
type Sent = 'sent' | 'before' | 'refused';

const NO_TARGET =
  'No escalation target is set up for this channel. An admin can name a channel or people in my Home tab.';

/**
 * Sends the support pack, with a link back, once to each channel and person set up for this channel. Personal data goes only
 * where every reader, and the person who pressed, may see facts.
 */
export async function escalate(rooms: Rooms, press: ButtonPress): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const tell = (text: string) => rooms.slack.tell(press, { text });
  const targets = (await rooms.memory.settings.channel(press.channel)).escalateTo;
  if (targets.length === 0) return await tell(NO_TARGET);
  const answer = await answerAlone(rooms, press);
  if (!answer) return await tell(GONE);
  const { reference, user } = press;
  const link = reference.source ? await rooms.slack.permalink(reference.source) : null;
  const send = async (target: string) => {
    const personalData = answer.maySeeFacts && (await maySendFacts(rooms, press, target));
    const card = escalationCard(answer.first, { personalData, link, by: user });
    return await sendTo(rooms, reference, target, slackMessage(card));
  };
  await tell(report(targets, await Promise.all(targets.map(send))));
}

async function sendTo(
  { slack, once, log }: Rooms,
  reference: CardReference,
  target: string,
  message: SlackMessage,
): Promise<Sent> {
  const card = cardKey(slack.teamId, reference);
  // A post that was edited to another error is another escalation.
  const key = { kind: 'escalation', card, article: reference.article, target } as const;
  const answers = onceKey(key);
  try {
    const channel = isPerson(target) ? await slack.directWith(target) : target;
    const { how } = await once(key, {
      find: async () => (await slack.latest(channel)).find((one) => one.answers === answers)?.ts ?? null,
      send: () => slack.post({ channel, answers }, message),
      wasSent,
    });
    return how === 'recorded' ? 'before' : 'sent';
  } catch (error) {
    const code = wasSent(error) === 'not sent' ? refusalCode(error) : null;
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
  const mentions = targets.map((target) => (isPerson(target) ? `<@${target}>` : `<#${target}>`));
  const bySent = Map.groupBy(mentions, (_, i) => sent[i]);
  const names = (how: Sent) => bySent.get(how)?.join(', ');
  return [
    names('sent') && `Escalated to ${names('sent')}, with a link to this thread.`,
    names('before') && `Already escalated to ${names('before')}.`,
    names('refused') &&
      `Slack did not let me post to ${names('refused')}. Invite me there, or ask an admin to change it in my Home tab.`,
  ]
    .filter(Boolean)
    .join(' ');
}
