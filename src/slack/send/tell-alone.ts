import type { WebClient } from '@slack/web-api';
import { refusalCode } from '../failure.ts';
import { type Message, postMessage, withBlocksOrWithout } from './messages.ts';

/** Where a person is to be told something that nobody else may read. */
export type Aside = {
  channel: string;
  user: string;
  threadTs?: string | undefined;
  /** of the command, shortcut or button that asked; also works where the bot is no member (30 minutes, 5 times) */
  responseUrl?: string | null;
};

/**
 * Tells one person alone: ephemeral in the channel and thread, through the `response_url` where there is one and it still works,
 * or else by direct message (the person or the bot is not in the channel). Throws Slack's error when it takes none.
 */
export async function tellAlone(
  client: WebClient,
  { channel, user, threadTs, responseUrl }: Aside,
  { text, blocks }: Message,
): Promise<void> {
  const message = { text, ...(blocks ? { blocks } : {}) };
  // Only an ephemeral post can stand in a thread.
  if (responseUrl && !threadTs && (await respond(responseUrl, message))) return;
  try {
    const place = { channel, user, text, ...(threadTs ? { thread_ts: threadTs } : {}) };
    await withBlocksOrWithout(blocks, (some) => client.chat.postEphemeral({ ...place, ...some }));
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    if (responseUrl && threadTs && (await respond(responseUrl, message))) return;
    const { channel: direct } = await client.conversations.open({ users: user });
    await postMessage(client, { channel: direct?.id ?? user }, message);
  }
}

const TIMEOUT_MS = 10_000;

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses. False when Slack did not take it. */
async function respond(url: string, message: Pick<Message, 'text' | 'blocks'>): Promise<boolean> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message });
  const headers = { 'content-type': 'application/json' };
  try {
    return (
      await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    ).ok;
  } catch {
    return false;
  }
}
