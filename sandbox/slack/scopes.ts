import { text } from './arguments.ts';
import { CHANNEL_KINDS, channelKindOf } from './channel-kind.ts';
import { refused, type WebApiResponse } from './methods/method.ts';
import type { State } from './state.ts';
import type { Json } from './types.ts';

const ofKinds = (what: 'read' | 'history'): string[] =>
  Object.values(CHANNEL_KINDS).map(({ scope }) => `${scope}:${what}`);

/**
 * The scopes that each method requires. If there is one for each kind of channel, the scope for the channel in the call is
 * required. Each method's page lists them: https://docs.slack.dev/reference/methods
 */
export const SCOPES_OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ofKinds('history'),
  'conversations.info': ofKinds('read'),
  'conversations.list': ofKinds('read'),
  'conversations.members': ofKinds('read'),
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.replies': ofKinds('history'),
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** The scopes that each event requires, by its name in a manifest. https://docs.slack.dev/reference/events */
export const SCOPES_OF_EVENT: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  channel_left: ['channels:read'],
  group_left: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
};

/** Slash commands and shortcuts. https://docs.slack.dev/reference/scopes/commands */
export const SCOPE_OF_COMMANDS = 'commands';
/** Without it, the users.* methods leave out e-mail addresses. https://docs.slack.dev/reference/scopes/users.read.email */
export const SCOPE_OF_ADDRESSES = 'users:read.email';

/** Every scope this local Slack knows. */
export const ALL_SCOPES: readonly string[] = [
  ...new Set([
    ...Object.values(SCOPES_OF_METHOD).flat(),
    ...Object.values(SCOPES_OF_EVENT).flat(),
    SCOPE_OF_COMMANDS,
    SCOPE_OF_ADDRESSES,
  ]),
].sort();

/** A `missing_scope` response that lists the scopes needed and granted, or null. */
export function scopeRefusal(
  state: State,
  method: string,
  args: Json,
  granted: ReadonlySet<string>,
): WebApiResponse | null {
  const scopes = SCOPES_OF_METHOD[method] ?? [];
  const kinds = kindsAsked(state, method, args);
  const sets = kinds.map((kind) => scopes.filter((scope) => scope.startsWith(`${kind}:`)));
  const alternatives = sets.some((set) => set.length > 0) ? sets : [scopes];
  const missing = alternatives.find((set) => set.length > 0 && !set.some((scope) => granted.has(scope)));
  if (!missing) return null;
  return { ...refused('missing_scope'), needed: missing.join(','), provided: [...granted].join(',') };
}

function kindsAsked(state: State, method: string, args: Json): string[] {
  if (method === 'conversations.list') {
    const types = text(args, 'types') || 'public_channel';
    const listed = types.split(',').map((type) => type.trim());
    return Object.values(CHANNEL_KINDS).flatMap((kind) => (listed.includes(kind.listed) ? kind.scope : []));
  }
  const channel = state.channels.get(text(args, 'channel'));
  if (channel) return [CHANNEL_KINDS[channelKindOf(channel)].scope];
  const users = text(args, 'users');
  return users === '' ? [] : [users.includes(',') ? 'mpim' : 'im'];
}
