import type { WebClient } from '@slack/web-api';
import { refusalCode } from '../failure.ts';
import { type Message, postMessage, withBlocksOrWithout } from './messages.ts';
import type { InStep } from './pace.ts';

/** Where a person is told something that nobody else may read. */
export type Aside = {
  channel: string;
  user: string;
  threadTs?: string | undefined;
  /** from the command, shortcut or button; works 5 times in 30 minutes, also where the bot is not a member */
  responseUrl?: string | null;
};

/**
 * Tells one person privately: by an ephemeral message in the channel and thread, through `responseUrl` if it still works, or
 * else by direct message (the person or the bot is not in the channel). Rejects with Slack's error if all of them fail.
 */
export async function tellAlone(
  { client, inStep }: { client: WebClient; inStep: InStep },
  { channel, user, threadTs, responseUrl }: Aside,
  { text, blocks }: Message,
): Promise<void> {
  const message = { text, ...(blocks ? { blocks } : {}) };
  // A response URL cannot post in a thread.
  if (responseUrl && !threadTs && (await respond(responseUrl, message))) return;
  try {
    const place = { channel, user, text, ...(threadTs ? { thread_ts: threadTs } : {}) };
    await inStep('chat.postEphemeral', `${channel}:${user}:${threadTs}`, () =>
      withBlocksOrWithout(blocks, (some) => client.chat.postEphemeral({ ...place, ...some })),
    );
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    if (responseUrl && threadTs && (await respond(responseUrl, message))) return;
    const { channel: direct } = await client.conversations.open({ users: user });
    await postMessage(client, { channel: direct?.id ?? user }, message);
  }
}

const TIMEOUT_MS = 10_000;

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses. False if Slack did not accept it. */
async function respond(url: string, message: Message): Promise<boolean> {
  try {
    const { ok } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return ok;
  } catch {
    return false;
  }
}
