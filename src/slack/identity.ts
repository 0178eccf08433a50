import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Config } from '../config.ts';

/** Who the bot is in Slack. */
export type Identity = { botUserId: string; botId: string /** the installing team */; teamId: string };

/** No retries: Slack may have accepted a post although the call failed. The stored job decides. */
export function webApiOptions({ SLACK_API_URL }: Pick<Config, 'SLACK_API_URL'>, logger: Logger) {
  return {
    slackApiUrl: SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    logger,
  } satisfies WebClientOptions;
}

/** Asks Slack who the bot is. Rejects with what to do if the token is refused, or Slack cannot be reached in a few tries. */
export async function identify(config: Config, logger: Logger): Promise<Identity> {
  const options = {
    ...webApiOptions(config, logger),
    retryConfig: { retries: 4, minTimeout: 500, maxTimeout: 4000 },
    rejectRateLimitedCalls: false,
  };
  const client = new WebClient(config.SLACK_BOT_TOKEN, options);
  const { user_id, bot_id, team_id } = await client.auth.test().catch((cause) => {
    const why =
      cause instanceof WebAPIPlatformError
        ? `Slack refused SLACK_BOT_TOKEN (${cause.data.error}). Copy the "Bot User OAuth Token" from the app's "OAuth & Permissions" page and start again.`
        : `Slack could not be reached at ${config.SLACK_API_URL} (${cause instanceof Error ? cause.message : String(cause)}). Check the network or SLACK_API_URL and start again.`;
    throw new Error(why, { cause });
  });
  if (!user_id || !bot_id || !team_id)
    throw new Error('Slack did not name a bot user for SLACK_BOT_TOKEN; use the "Bot User OAuth Token"');
  return { botUserId: user_id, botId: bot_id, teamId: team_id };
}
