import { createResponseUrls } from './interactions/response-urls.ts';
import { createTriggers } from './interactions/triggers.ts';
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
import { createViewStore } from './view-store.ts';

export type State = ReturnType<typeof createState>;

/**
 * Everything the local workspace remembers. It does not know about HTTP, sockets or events. `now`: milliseconds.
 * `triggersLastMs`: how long a press or a command may open a modal.
 */
export function createState(
  workspace: Workspace,
  bot: BotIdentity,
  { now, triggersLastMs }: { now: () => number; triggersLastMs: number },
) {
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
  const ephemerals: Ephemeral[] = [];
  let lastMicros = 0;

  const inChannel = (channel: string): StoredMessage[] => messages.get(channel) ?? [];
  const changed = (): void => {
    for (const listener of onChanged) listener();
  };

  /** Unique and increasing, in Slack's format: seconds, a dot, six digits. */
  const nextTs = (): string => {
    lastMicros = Math.max(now() * 1000, lastMicros + 100);
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
  };
  const ephemeralAt = (user: string, ts: string): number =>
    ephemerals.findIndex((one) => one.user === user && one.ts === ts);

  return {
    bot,
    team: workspace.team,
    users,
    channels,
    userGroups: new Map(workspace.userGroups.map((group) => [group.id, { ...group }])),
    files: new Map<string, Json>(),
    views: createViewStore(bot, workspace.team.id),
    /** all views published and opened, oldest first */
    viewLog: [] as Json[],
    triggers: createTriggers(now, triggersLastMs),
    responseUrls: createResponseUrls(now),
    ephemerals,
    reactions: [] as Reaction[],
    calls: [] as Call[],
    onAdded,
    onChanged,
    changed,
    nextTs,

    /** The ids of everybody in a channel except the bot. A channel without a list has everybody who can be in it. */
    membersOf({ is_im, user, members, is_ext_shared }: Channel): string[] {
      if (is_im) return user === undefined ? [] : [user];
      const all = [...users.values()].filter(({ id }) => id !== bot.userId);
      const can = all.filter(({ team_id }) => is_ext_shared || team_id === workspace.team.id);
      return members ?? can.map(({ id }) => id);
    },

    addEphemeral(message: Omit<Ephemeral, 'ts'>): string {
      const ts = nextTs();
      ephemerals.push({ ...message, ts });
      changed();
      return ts;
    },

    /** Returns whether the message existed. */
    replaceEphemeral(user: string, ts: string, content: Partial<Ephemeral> & { text: string }): boolean {
      const at = ephemeralAt(user, ts);
      const old = ephemerals[at];
      if (!old) return false;
      const { blocks: _, attachments: __, ...kept } = old;
      ephemerals[at] = { ...kept, ...content };
      changed();
      return true;
    },

    /** Returns whether the message existed. */
    removeEphemeral(user: string, ts: string): boolean {
      const at = ephemeralAt(user, ts);
      if (at < 0) return false;
      ephemerals.splice(at, 1);
      changed();
      return true;
    },

    /** The group direct message of these people with the bot. Creates it if necessary. */
    groupMessage(members: string[]): Channel {
      const wanted = [...members].sort().join();
      const existing = [...channels.values()].find(
        (channel) => channel.is_mpim && [...(channel.members ?? [])].sort().join() === wanted,
      );
      if (existing) return existing;
      const names = members.map((id) => users.get(id)?.name ?? id);
      const name = `mpdm-${names.join('--')}-1`;
      const channel: Channel = { id: `G0MPIM${channels.size + 1}`, name, is_mpim: true, members };
      channels.set(channel.id, channel);
      return channel;
    },

    /** The direct message with a person. Creates it if necessary. */
    directMessage(user: User): Channel {
      const existing = [...channels.values()].find((channel) => channel.is_im && channel.user === user.id);
      if (existing) return existing;
      const channel: Channel = { id: `D${user.id.slice(1)}`, is_im: true, user: user.id };
      channels.set(channel.id, channel);
      return channel;
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

    /** All messages in a channel, or one thread including its root, oldest first. */
    messages(channel: string, threadTs?: string): StoredMessage[] {
      const all = [...inChannel(channel)];
      if (threadTs === undefined) return all;
      return all.filter((message) => message.ts === threadTs || message.thread_ts === threadTs);
    },
  };
}
