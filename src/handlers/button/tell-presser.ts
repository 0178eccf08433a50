import type { WebClient } from '@slack/web-api';
import type { CardPart } from '../../card/card-part.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { replyOnce } from '../../slack/send/reply.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';
import type { Parts } from '../parts.ts';

type InChannel = Press & { channel: string };

/** A short word to whoever pressed, seen by nobody else. */
export async function tellPresser(client: WebClient, press: InChannel, text: string): Promise<void> {
  await tellAlone(client, press, { text });
}

/** An answer to whoever pressed, read by nobody else: in a direct message it is a reply that stays, elsewhere an ephemeral one. */
export async function showPresser(
  client: WebClient,
  { once }: Parts,
  press: InChannel,
  card: CardPart[],
): Promise<void> {
  if (press.direct && !press.ephemeral && press.messageTs) {
    const place = { ...press, threadTs: press.threadTs ?? press.messageTs };
    await replyOnce(client, once, { kind: 'press', press }, place, slackMessage(card));
    return;
  }
  await tellAlone(client, press, slackMessage(card));
}
