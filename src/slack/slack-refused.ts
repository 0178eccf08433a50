import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

/** Did Slack refuse a call with one of these codes? */
export function slackRefused(error: unknown, codes: string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

/** The bot was removed from the channel, or the channel is no more. */
export const NOT_HERE = ['not_in_channel', 'channel_not_found', 'is_archived'];

/** Adds a reaction to a message; that it is there already, or the message or the bot gone from there, is fine. Throws Slack's other errors. */
export async function reactOnce(
  client: WebClient,
  { channel, ts }: { channel: string; ts: string },
  name: string,
): Promise<void> {
  try {
    await client.reactions.add({ channel, timestamp: ts, name });
  } catch (error) {
    if (!slackRefused(error, ['already_reacted', 'message_not_found', 'no_reaction', ...NOT_HERE]))
      throw error;
  }
}
