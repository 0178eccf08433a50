import type {
  BotIdentity,
  Call,
  Channel,
  Ephemeral,
  Json,
  Reaction,
  StoredMessage,
  User,
  Workspace,
} from './types.ts';

export type State = ReturnType<typeof createState>;

/** Everything the local workspace remembers; knows nothing of HTTP, sockets or events. */
export function createState(workspace: Workspace, bot: BotIdentity) {
  const self: User = {
    id: bot.userId,
    name: bot.name,
    real_name: bot.name,
    team_id: workspace.team.id,
    is_bot: true,
    bot_id: bot.botId,
  };
  const users = new Map([...workspace.users, self].map((user) => [user.id, user]));
  const channels = new Map(workspace.channels.map((channel) => [channel.id, { ...channel }]));
  const messages = new Map<string, StoredMessage[]>();
  const onAdded = new Set<(message: StoredMessage) => void>();
  const onChanged = new Set<() => void>();
  let lastMicros = 0;

  const inChannel = (channel: string): StoredMessage[] => messages.get(channel) ?? [];
  const changed = (): void => {
    for (const listener of onChanged) listener();
  };

  return {
    bot,
    team: workspace.team,
    users,
    channels,
    files: new Map<string, Json>(),
    views: [] as Json[],
    ephemerals: [] as Ephemeral[],
    reactions: [] as Reaction[],
    calls: [] as Call[],
    onAdded,
    onChanged,

    /** The direct message with a person, made when there is none yet. */
    directMessage(user: User): Channel {
      const existing = [...channels.values()].find((channel) => channel.is_im && channel.user === user.id);
      if (existing) return existing;
      const channel: Channel = { id: `D${user.id.slice(1)}`, is_im: true, user: user.id };
      channels.set(channel.id, channel);
      return channel;
    },

    /** Unique and increasing, in Slack's form: seconds, a point, six digits. */
    nextTs(): string {
      lastMicros = Math.max(Date.now() * 1000, lastMicros + 100);
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
    },

    add(message: StoredMessage): void {
      messages.set(message.channel, [...inChannel(message.channel), message]);
      for (const listener of onAdded) listener(message);
      changed();
    },

    replace(message: StoredMessage): void {
      const list = inChannel(message.channel).map((old) => (old.ts === message.ts ? message : old));
      messages.set(message.channel, list);
      changed();
    },

    remove({ channel, ts }: StoredMessage): void {
      messages.set(
        channel,
        inChannel(channel).filter((message) => message.ts !== ts),
      );
      changed();
    },

    find(channel: string, ts: string): StoredMessage | undefined {
      return inChannel(channel).find((message) => message.ts === ts);
    },

    /** All messages of a channel, oldest first; or those of one thread, its root first. */
    messages(channel: string, threadTs?: string): StoredMessage[] {
      const all = [...inChannel(channel)];
      if (threadTs === undefined) return all;
      return all.filter((message) => message.ts === threadTs || message.thread_ts === threadTs);
    },
  };
}
