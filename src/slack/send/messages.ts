import type { WebClient } from '@slack/web-api';
import { RunFailure } from '../../inbox/run-failure.ts';
import { isPassing, slackRefused, ThreadGone } from '../failure.ts';
import type { MessageRef } from '../payloads/source.ts';
import { METADATA_TYPE } from '../read/thread.ts';
import { cutText, type SlackMessage } from './blocks.ts';

/** Blocks and text, or only text. */
export type Message = Pick<SlackMessage, 'text'> & Partial<SlackMessage>;

/** Where a message goes. `answers`: what it answers, kept in its metadata so that it can be found again. */
export type Destination = { channel: string; threadTs?: string | undefined; answers?: string | undefined };

const BLOCKS_REFUSED = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

/**
 * Posts a message, without blocks if Slack refuses them; nothing unfurls. Returns its `ts`. Rejects with Slack's error, or with
 * `ThreadGone`. Slack posts an answer to a deleted message outside any thread, and tells only by leaving out `thread_ts`
 * (github.com/slack-go/slack/issues/1571): such an answer is removed again.
 */
export async function postMessage(
  client: WebClient,
  { channel, threadTs, answers }: Destination,
  { text, blocks, shortText = text }: Message,
): Promise<string> {
  const message = {
    channel,
    unfurl_links: false,
    unfurl_media: false,
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(answers ? { metadata: { event_type: METADATA_TYPE, event_payload: { source_ts: answers } } } : {}),
  };
  const posted = await withBlocksOrWithout(blocks, (some) =>
    client.chat.postMessage({ ...message, text: blocks && !some.blocks ? shortText : text, ...some }),
  );
  const { ts = '', message: kept } = posted;
  if (threadTs && kept && kept.thread_ts === undefined) {
    await client.chat.delete({ channel, ts }).catch((error) => {
      if (isPassing(error))
        throw new RunFailure('a reply outside its thread is still there', 'outage', error);
    });
    throw new ThreadGone('the message that is answered was deleted');
  }
  return ts;
}

/** Replaces an earlier message of the bot. False: it is gone. Rejects with Slack's other errors. */
export async function updateMessage(
  client: WebClient,
  { channel, ts }: MessageRef,
  { text, blocks }: Message,
): Promise<boolean> {
  const short = cutText(text);
  try {
    await withBlocksOrWithout(blocks, (some) => client.chat.update({ channel, ts, text: short, ...some }));
    return true;
  } catch (error) {
    if (slackRefused(error, ['message_not_found'])) return false;
    throw error;
  }
}

/** Slack refuses the whole message because of one bad block; it is then sent without blocks. */
export async function withBlocksOrWithout<T>(
  blocks: SlackMessage['blocks'] | undefined,
  send: (some: { blocks?: SlackMessage['blocks'] }) => Promise<T>,
): Promise<T> {
  try {
    return await send(blocks ? { blocks } : {});
  } catch (error) {
    if (!blocks || !slackRefused(error, BLOCKS_REFUSED)) throw error;
    return await send({});
  }
}
