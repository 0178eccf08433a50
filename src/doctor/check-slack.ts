import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { webApiOptions } from '../slack/identity.ts';
import { slackLog } from '../slack/slack-log.ts';
import { type Check, note, works, wrong } from './check.ts';

/** What does not work without each scope of the manifest. */
const WITHOUT: Record<string, string> = {
  'app_mentions:read': 'mentions are not heard',
  'channels:history': 'posts of public channels are not read',
  'groups:history': 'posts of private channels are not read',
  'mpim:history': 'posts of group direct messages are not read',
  'im:history': 'direct messages are not read',
  'im:write': 'nobody gets a direct message when an ephemeral message fails',
  'chat:write': 'nothing can be answered',
  commands: '/scim and "Diagnose SCIM error" do not work',
  'reactions:write': 'no sign of life and no quiet mode',
  'users:read': 'nobody is known to be a full member, so nobody sees account facts',
  'usergroups:read': 'LOOKUP_USERGROUPS cannot be asked, so it lets nobody see account facts',
  'files:read': 'files are not read, beyond short snippets',
  'channels:read':
    'public channels are never known to be internal: no open facts, no internal articles there',
  'groups:read': 'the same for private channels',
  'mpim:read': 'the same for group direct messages',
};

/** Asks Slack about the credentials, the granted scopes and the watched channels; changes nothing. `scopes`: the manifest's. */
export async function checkSlack(config: Config, scopes: string[], log: Log): Promise<Check[]> {
  const client = new WebClient(config.SLACK_BOT_TOKEN, webApiOptions(config, slackLog(log)));
  try {
    const who = await client.auth.test();
    return [
      works('SLACK_BOT_TOKEN', `it is ${who.user} in the workspace ${who.team}`),
      ...scopeChecks(scopes, who.response_metadata?.scopes),
      await appToken(config),
      ...(await Promise.all(watched(config).map((channel) => channelCheck(client, channel)))),
    ];
  } catch (error) {
    return [wrong('SLACK_BOT_TOKEN', whyNot(error, config.SLACK_API_URL))];
  }
}

function scopeChecks(wanted: string[], granted: string[] | undefined): Check[] {
  const name = 'Slack scopes';
  if (!granted) return [note(name, 'Slack did not say which are granted')];
  const missing = wanted.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !wanted.includes(scope));
  const update = 'Update the app from manifest.yml and install it again';
  const checks = missing.map((scope) =>
    wrong(
      `Slack scope ${scope}`,
      `it is not granted: ${WITHOUT[scope] ?? 'something does not work'}. ${update}`,
    ),
  );
  if (missing.length === 0) checks.push(works(name, `all ${wanted.length} of manifest.yml are granted`));
  if (more.length > 0) checks.push(note(name, `granted but not needed: ${more.join(', ')}`));
  return checks;
}

async function appToken(config: Config): Promise<Check> {
  if (!config.SLACK_APP_TOKEN)
    return note(
      'SLACK_SIGNING_SECRET',
      'only a signed request shows whether it is right: the log says "signature" if it is not',
    );
  const client = new WebClient(config.SLACK_APP_TOKEN, {
    slackApiUrl: config.SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
  });
  try {
    await client.apps.connections.open();
    return works('SLACK_APP_TOKEN', 'Socket Mode can connect');
  } catch (error) {
    return wrong('SLACK_APP_TOKEN', whyNot(error, config.SLACK_API_URL));
  }
}

function watched({ TRIAGE_CHANNELS, QUIET_CHANNELS, OPEN_FACTS_CHANNELS, ESCALATE_TO }: Config): string[] {
  const ids = [...TRIAGE_CHANNELS, ...QUIET_CHANNELS, ...OPEN_FACTS_CHANNELS, ...ESCALATE_TO];
  return [...new Set(ids)].filter((id) => /^[CGD]/.test(id));
}

async function channelCheck(client: WebClient, id: string): Promise<Check> {
  const name = `Channel ${id}`;
  try {
    const { channel } = await client.conversations.info({ channel: id });
    if (channel?.is_archived) return wrong(name, 'it is archived');
    if (!channel?.is_member) return wrong(name, 'I am not in it: invite me there with /invite');
    const outside = channel.is_ext_shared || channel.is_pending_ext_shared;
    return works(
      name,
      `I am in it${outside ? '; people from outside read it, so it never shows facts' : ''}`,
    );
  } catch (error) {
    return wrong(name, `Slack does not show it to me (${codeOf(error)}): check the ID, and invite me`);
  }
}

function whyNot(error: unknown, url: string): string {
  if (error instanceof WebAPIPlatformError)
    return `Slack refused it (${codeOf(error)}); copy it again from the app's pages at api.slack.com/apps`;
  return `Slack could not be reached at ${url} (${codeOf(error)})`;
}

function codeOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return error instanceof Error ? error.name : 'unknown error';
}
