/** Any JSON object. */
export type Json = Record<string, unknown>;

/** https://docs.slack.dev/reference/objects/user-object . `profile` is derived from the name and the address. */
export type User = {
  id: string;
  name: string;
  real_name: string;
  email?: string;
  team_id: string;
  is_admin?: boolean;
  is_owner?: boolean;
  /** a multi-channel guest; a single-channel guest has `is_ultra_restricted` as well */
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_bot?: boolean;
  bot_id?: string;
  deleted?: boolean;
};

/** https://docs.slack.dev/reference/objects/conversation-object */
export type Channel = {
  id: string;
  name?: string;
  /** a direct message between the bot and `user` */
  is_im?: boolean;
  user?: string;
  is_private?: boolean;
  is_mpim?: boolean;
  is_ext_shared?: boolean;
  is_pending_ext_shared?: boolean;
  is_org_shared?: boolean;
  is_archived?: boolean;
  /** default true; false: the bot is not a member, gets no events and cannot post */
  is_member?: boolean;
  /** the members besides the bot; if left out: everybody */
  members?: string[];
};

/** https://docs.slack.dev/reference/objects/usergroup-object */
export type UserGroup = { id: string; name: string; handle: string; users: string[] };

export type Workspace = {
  team: { id: string; name: string; domain: string };
  users: User[];
  channels: Channel[];
  userGroups: UserGroup[];
};

/** The bot under test, as Slack knows it. */
export type BotIdentity = { userId: string; botId: string; appId: string; name: string };

/** https://docs.slack.dev/reference/events/message with its channel, which most of Slack's responses leave out. */
export type StoredMessage = {
  type: 'message';
  channel: string;
  ts: string;
  text: string;
  user?: string;
  thread_ts?: string;
  subtype?: string;
  bot_id?: string;
  app_id?: string;
  client_msg_id?: string;
  blocks?: unknown[];
  attachments?: unknown[];
  files?: unknown[];
  metadata?: unknown;
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[]; count: number }[];
  [field: string]: unknown;
};

/** A message that only `user` sees. */
export type Ephemeral = {
  ts: string;
  channel: string;
  user: string;
  text: string;
  /** the author, if it is not the bot */
  author?: string;
  blocks?: unknown[];
  attachments?: unknown[];
  thread_ts?: string;
};

export type Reaction = { method: 'add' | 'remove'; channel: string; ts: string; name: string };

export type Call = { method: string; args: Json; at: number };

/** One attempt to deliver something to the bot, and its result. */
export type Attempt = {
  eventId: string | undefined;
  retry: number;
  acked: boolean;
  status?: number;
  afterMs: number;
};
