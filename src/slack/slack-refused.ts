import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';

/** Did Slack refuse a call with one of these codes? */
export function slackRefused(error: unknown, codes: string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

/**
 * Does a failed call say for certain that Slack did nothing? It does when it refused the call or put it off; after a cut connection,
 * a time-out or an HTTP error a message may be there all the same.
 */
export function nothingSent(error: unknown): boolean {
  return error instanceof WebAPIPlatformError || error instanceof WebAPIRateLimitedError;
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
