import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openLog } from '../../src/log.ts';
import { identify } from '../../src/slack/identity.ts';
import { slackLog } from '../../src/slack/slack-log.ts';
import { json, startServer } from '../tools/local-server.ts';

/** Who the bot is when `auth.test` gives this. */
async function identified(answer: object) {
  const server = await startServer((_, response) => json(response, answer));
  const env = {
    SLACK_BOT_TOKEN: ['xoxb', 'test'].join('-'),
    SLACK_APP_TOKEN: ['xapp', 'test'].join('-'),
    SLACK_API_URL: `${server.url}/api/`,
  };
  const { config, problems } = readConfig(env);
  if (!config) throw new Error(problems.join('\n'));
  try {
    return await identify(config, slackLog(openLog('silent')));
  } finally {
    await server.close();
  }
}

const BOT = { ok: true, user_id: 'U1', bot_id: 'B1', team_id: 'T1' };

it('the bot, as Slack names it', async () => {
  expect(await identified(BOT)).toEqual({ botUserId: 'U1', botId: 'B1', teamId: 'T1' });
});

it('a token that is no bot’s, or is refused, ends the start with what to do', async () => {
  await expect(identified({ ...BOT, bot_id: undefined })).rejects.toThrow('use the "Bot User OAuth Token"');
  await expect(identified({ ok: false, error: 'invalid_auth' })).rejects.toThrow(
    'Slack refused SLACK_BOT_TOKEN (invalid_auth)',
  );
});
