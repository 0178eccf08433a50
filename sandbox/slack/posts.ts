import type { State } from './state.ts';
import { richTextBlock, wireText } from './typed-text.ts';
import type { Channel, StoredMessage, User } from './types.ts';

/** What somebody posts. With `botId`, the author is an integration that writes Slack's wire form itself. */
export type Post = {
  channel: string;
  user: string;
  text: string;
  threadTs?: string;
  blocks?: unknown[];
  attachments?: unknown[];
  files?: unknown[];
  subtype?: string;
  botId?: string;
  /** message fields to add or override */
  extra?: Record<string, unknown>;
};

/** The message that Slack stores for a post. Throws an Error that says what is missing from the workspace. */
export function messageOfPost(state: State, post: Post): StoredMessage {
  const channel = state.channels.get(post.channel);
  if (!channel) throw new Error(`The local workspace has no channel ${post.channel}.`);
  if (channel.is_im && channel.user !== post.user && post.botId === undefined) {
    throw new Error(`${post.channel} is the direct message of ${channel.user}, not of ${post.user}.`);
  }
  const root = post.threadTs === undefined ? undefined : state.find(post.channel, post.threadTs);
  if (post.threadTs !== undefined && !root) {
    throw new Error(`${post.channel} has no message ${post.threadTs} to reply to.`);
  }
  const subtype = post.subtype ?? (post.files?.length ? 'file_share' : undefined);
  return {
    type: 'message',
    channel: channel.id,
    ts: state.nextTs(),
    ...(post.botId === undefined ? byPerson(state, channel, post) : byIntegration(state, post, post.botId)),
    ...(post.attachments ? { attachments: post.attachments } : {}),
    ...(post.files ? { files: post.files } : {}),
    ...(subtype === undefined ? {} : { subtype }),
    ...(root ? { thread_ts: root.ts, ...(root.user ? { parent_user_id: root.user } : {}) } : {}),
    ...post.extra,
  };
}

type Authored = Pick<StoredMessage, 'text'> & Partial<StoredMessage>;

function byPerson(state: State, channel: Channel, { user: id, text, blocks, attachments }: Post): Authored {
  const user = state.users.get(id);
  if (!user) throw new Error(`The local workspace has no user ${id}.`);
  const isMember = state.membersOf(channel).includes(id);
  if (!isMember) throw new Error(`${id} is not in ${channel.id} and cannot post there.`);
  const typed = blocks ?? (attachments || text === '' ? undefined : [richTextBlock(text)]);
  return {
    user: id,
    text: wireText(text),
    client_msg_id: crypto.randomUUID(),
    ...(typed ? { blocks: typed } : {}),
    ...teamFields(state, user),
  };
}

/** The classic form has a subtype and no user. The newer form looks like a person's message with a bot profile. */
function byIntegration(state: State, { user, text, blocks, subtype }: Post, botId: string): Authored {
  const name = state.users.get(user)?.name ?? 'integration';
  const profile = { id: botId, app_id: 'A0INTEGRATION', name, team_id: state.team.id, deleted: false };
  const classic = subtype === 'bot_message';
  return {
    text,
    bot_id: botId,
    ...(classic
      ? { username: name }
      : { user, app_id: profile.app_id, team: state.team.id, bot_profile: profile }),
    ...(blocks ? { blocks } : {}),
  };
}

function teamFields({ team }: State, user: User): Partial<StoredMessage> {
  const outside = user.team_id !== team.id;
  return {
    team: user.team_id,
    ...(outside ? { user_team: user.team_id, source_team: user.team_id } : {}),
  };
}
