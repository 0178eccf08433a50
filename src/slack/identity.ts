import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Config } from '../config.ts';

/** Who the bot is in Slack. */
export type Identity = { botUserId: string; botId: string /** the installing team */; teamId: string };

/** One try, one error: a post that Slack may have taken is never repeated blindly; the durable job decides. */
export function webApiOptions(
  { SLACK_API_URL }: Pick<Config, 'SLACK_API_URL'>,
  logger: Logger,
): WebClientOptions {
  return {
    slackApiUrl: SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    logger,
  };
}

/**
 * Asks Slack who the bot is, before anything is received. Throws an Error that says what to do when the token is refused
 * or Slack cannot be reached after a few tries.
 */
export async function identify(config: Config, logger: Logger): Promise<Identity> {
  const options = {
    ...webApiOptions(config, logger),
    retryConfig: { retries: 4, minTimeout: 500, maxTimeout: 4000 },
    rejectRateLimitedCalls: false,
  };
  try {
    const { user_id, bot_id, team_id } = await new WebClient(config.SLACK_BOT_TOKEN, options).auth.test();
    if (!user_id || !bot_id || !team_id)
      throw new Error('Slack did not name a bot user for SLACK_BOT_TOKEN; use the "Bot User OAuth Token"');
    return { botUserId: user_id, botId: bot_id, teamId: team_id };
  } catch (error) {
    if (error instanceof WebAPIPlatformError) {
      throw new Error(
        `Slack refused SLACK_BOT_TOKEN (${error.data.error}). Copy the "Bot User OAuth Token" from the app's "OAuth & Permissions" page and start again.`,
        { cause: error },
      );
    }
    throw new Error(
      `Slack could not be reached at ${config.SLACK_API_URL} (${error instanceof Error ? error.message : String(error)}). Check the network or SLACK_API_URL and start again.`,
      { cause: error },
    );
  }
}
