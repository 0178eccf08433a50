import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll } from 'vitest';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { defaultWorkspace } from '../../sandbox/slack/workspace.ts';
import { openLog } from '../../src/log.ts';
import { webApiOptions } from '../../src/slack/identity.ts';
import { slackLog } from '../../src/slack/slack-log.ts';
import { type Workspace, workspaceOf } from '../../src/slack/workspace.ts';

/** A channel whose members Slack does not list. */
const EMPTY = { id: 'C0EMPTY', name: 'empty', is_member: false, members: [] };

/** A local Slack for the tests of one file, the bot's client for it, and the same as a workspace. Filled before the first test. */
export function localSlack() {
  const log = openLog('silent');
  const stage = {} as { slack: LocalSlack; client: WebClient; workspace: Workspace };
  beforeAll(async () => {
    const slack = await startSlack({ workspace: { channels: [...defaultWorkspace.channels, EMPTY] } });
    const config = { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl };
    const identity = { teamId: slack.teamId, botId: slack.botId, botUserId: slack.botUserId };
    stage.slack = slack;
    stage.client = new WebClient(slack.botToken, webApiOptions(config, slackLog(log)));
    stage.workspace = workspaceOf(config, identity, log);
  });
  afterAll(() => stage.slack.close());
  return stage;
}
