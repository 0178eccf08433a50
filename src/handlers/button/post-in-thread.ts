import type { WebClient } from '@slack/web-api';
import { read } from '../../answer.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { slackRefused } from '../../slack/slack-refused.ts';
import { errorForReader } from '../error-for-reader.ts';
import { deliver } from '../message/deliver.ts';
import type { Parts } from '../parts.ts';
import type { CardReference } from './card-reference.ts';
import { GONE } from './referred-text.ts';
import { tellPresser } from './tell-presser.ts';

/** Posts what one person saw alone into the thread of the message, as everybody may see it: without facts. */
export async function postInThread(
  client: WebClient,
  parts: Parts,
  press: Press & { channel: string },
  ref: CardReference,
): Promise<void> {
  const kept = ref.kept ? await parts.kept.get(ref.kept) : null;
  if (!kept?.source) return await tellPresser(client, press, GONE);
  const { teamId, botId, user } = press;
  const { channel, ts, threadTs, author } = kept.source;
  const direct = channel.startsWith('D');
  const post = {
    teamId,
    botId,
    channel,
    ts,
    threadTs,
    inThread: threadTs !== ts,
    user: author,
    direct,
    mentioned: false,
  };
  const whole = { ...post, shared: false, text: kept.text, plainText: '', files: [], edited: null };
  try {
    const said = await errorForReader(client, parts, read(kept.text), { ...whole, user, alone: false });
    const outcome = await deliver(client, parts, whole, { ...said, aside: null }, 'thread');
    await tellPresser(client, press, outcome === 'silent' ? GONE : 'It stands in the thread.');
  } catch (error) {
    if (!slackRefused(error, ['not_in_channel', 'channel_not_found'])) throw error;
    await tellPresser(
      client,
      press,
      'I am not in this channel, so I cannot post there. Invite me with /invite and press again.',
    );
  }
}
