import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { webApiOptions } from '../slack/identity.ts';
import { slackLog } from '../slack/slack-log.ts';
import type { Check } from './check.ts';

/** What each scope of the manifest is for: what is hidden or silent without it. */
const WITHOUT: Record<string, string> = {
  'app_mentions:read': 'mentions are not heard',
  'channels:history': 'posts of public channels are not read',
  'groups:history': 'posts of private channels are not read',
  'mpim:history': 'posts of group direct messages are not read',
  'im:history': 'direct messages are not read',
  'im:write': 'nobody can be told anything by direct message where an ephemeral message fails',
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
  const options = webApiOptions(config, slackLog(log));
  const client = new WebClient(config.SLACK_BOT_TOKEN, options);
  try {
    const who = await client.auth.test();
    const granted = who.response_metadata?.scopes;
    return [
      { name: 'SLACK_BOT_TOKEN', state: 'works', says: `it is ${who.user} in the workspace ${who.team}` },
      ...scopesOf(scopes, granted),
      ...(await appToken(config)),
      ...(await Promise.all(watched(config).map((channel) => channelCheck(client, channel)))),
    ];
  } catch (error) {
    return [{ name: 'SLACK_BOT_TOKEN', state: 'wrong', says: whyNot(error, config.SLACK_API_URL) }];
  }
}

function scopesOf(wanted: string[], granted: string[] | undefined): Check[] {
  if (!granted) return [{ name: 'Slack scopes', state: 'note', says: 'Slack did not say which are granted' }];
  const missing = wanted.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !wanted.includes(scope));
  return [
    ...(missing.length === 0
      ? [
          {
            name: 'Slack scopes',
            state: 'works',
            says: `all ${wanted.length} of manifest.yml are granted`,
          } as const,
        ]
      : []),
    ...missing.map(
      (scope): Check => ({
        name: `Slack scope ${scope}`,
        state: 'wrong',
        says: `it is not granted: ${WITHOUT[scope] ?? 'something does not work'}. Update the app from manifest.yml and install it again`,
      }),
    ),
    ...(more.length > 0
      ? [
          {
            name: 'Slack scopes',
            state: 'note',
            says: `granted, and not needed: ${more.join(', ')}`,
          } as const,
        ]
      : []),
  ];
}

async function appToken(config: Config): Promise<Check[]> {
  if (!config.SLACK_APP_TOKEN) {
    const says =
      'it shows only in a signed request whether it is right: the log says "signature" when it is not';
    return [{ name: 'SLACK_SIGNING_SECRET', state: 'note', says }];
  }
  const client = new WebClient(config.SLACK_APP_TOKEN, {
    slackApiUrl: config.SLACK_API_URL,
    retryConfig: { retries: 0 },
    timeout: 10_000,
  });
  try {
    await client.apps.connections.open();
    return [{ name: 'SLACK_APP_TOKEN', state: 'works', says: 'Socket Mode can connect' }];
  } catch (error) {
    return [{ name: 'SLACK_APP_TOKEN', state: 'wrong', says: whyNot(error, config.SLACK_API_URL) }];
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
    if (channel?.is_archived) return { name, state: 'wrong', says: 'it is archived' };
    if (!channel?.is_member)
      return { name, state: 'wrong', says: 'I am not in it: invite me there with /invite' };
    const outside = channel.is_ext_shared || channel.is_pending_ext_shared;
    return {
      name,
      state: 'works',
      says: outside ? 'I am in it; people from outside read it, so it never shows facts' : 'I am in it',
    };
  } catch (error) {
    return {
      name,
      state: 'wrong',
      says: `Slack does not show it to me (${codeOf(error)}): check the id, and invite me`,
    };
  }
}

function whyNot(error: unknown, url: string): string {
  if (error instanceof WebAPIPlatformError)
    return `Slack refused it (${codeOf(error)}); copy it again from the app's pages at api.slack.com/apps`;
  return `Slack could not be reached at ${url} (${codeOf(error)})`;
}

const codeOf = (error: unknown): string =>
  error instanceof WebAPIPlatformError
    ? error.data.error
    : error instanceof Error
      ? error.name
      : 'unknown error';
