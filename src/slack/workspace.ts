import type { HomeView, ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Channel } from '@slack/web-api/dist/types/response/ConversationsInfoResponse.js';
import type { User } from '@slack/web-api/dist/types/response/UsersInfoResponse.js';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { MESSAGE_GONE, NOT_HERE, slackRefused } from './failure.ts';
import { type Identity, webApiOptions } from './identity.ts';
import type { MessageRef, Source } from './payloads/source.ts';
import type { SlackText } from './read/message-text.ts';
import { type FileAccess, type FileRef, type FileTexts, readFiles, readWhole } from './read/read-files.ts';
import { latestIn, type ThreadMessage, threadOf } from './read/thread.ts';
import { type Destination, type Message, postMessage, updateMessage } from './send/messages.ts';
import { type Aside, tellAlone } from './send/tell-alone.ts';
import { slackLog } from './slack-log.ts';

/** Somebody, as `users.info` tells of them. */
export type SlackUser = User;

/** One workspace of Slack, as everything outside this room sees it. Methods reject with Slack's error unless they say otherwise. */
export type Workspace = {
  /** the installing team: the key of this workspace among several */
  readonly teamId: string;
  /** Returns the new message's `ts`. */
  post(to: Destination, message: Message): Promise<string>;
  /** False: the message is gone. */
  update(message: MessageRef, content: Message): Promise<boolean>;
  /** Removes a message of the bot; one that is gone already is fine. */
  remove(message: MessageRef): Promise<void>;
  /** Tells one person alone. */
  tell(aside: Aside, message: Message): Promise<void>;
  /** Adds a reaction. It is fine when it is there already, or when the message or the bot is gone from there. */
  react(message: MessageRef, name: string): Promise<void>;
  unreact(message: MessageRef, name: string): Promise<void>;
  openForm(triggerId: string, view: ModalView): Promise<void>;
  publishHome(user: string, blocks: HomeView['blocks']): Promise<void>;
  thread(of: Pick<Source, 'channel' | 'threadTs'>): Promise<ThreadMessage[]>;
  latest(channel: string): Promise<ThreadMessage[]>;
  /** All text of a message, that of its files included, and a sentence for each file that could not be read. */
  wholeText(content: SlackText): Promise<{ text: string; problems: string[] }>;
  readFiles(files: FileRef[]): Promise<FileTexts>;
  /** The address of a message; null when Slack does not give it. Never rejects. */
  permalink(message: MessageRef): Promise<string | null>;
  /** The direct message with somebody. */
  directWith(user: string): Promise<string>;
  person(user: string): Promise<SlackUser>;
  groupMembers(group: string): Promise<string[]>;
  channel(id: string): Promise<Channel>;
  /** The first members of a channel, at most `most`; null: there are more, or none are listed. */
  channelMembers(id: string, most: number): Promise<string[] | null>;
};

/** The workspace of one bot token. */
export function workspaceOf(
  config: Pick<Config, 'SLACK_BOT_TOKEN' | 'SLACK_API_URL'>,
  { teamId, botId }: Identity,
  log: Log,
): Workspace {
  const client = new WebClient(config.SLACK_BOT_TOKEN, webApiOptions(config, slackLog(log)));
  const files = { token: config.SLACK_BOT_TOKEN ?? '', apiUrl: config.SLACK_API_URL };
  return { teamId, ...sending(client), ...reading(client, botId, files, log), ...asking(client) };
}

function sending(client: WebClient) {
  return {
    post: (to, message) => postMessage(client, to, message),
    update: (message, content) => updateMessage(client, message, content),
    async remove({ channel, ts }) {
      await unlessGone(client.chat.delete({ channel, ts }));
    },
    tell: (aside, message) => tellAlone(client, aside, message),
    async react({ channel, ts }, name) {
      await unlessGone(client.reactions.add({ channel, timestamp: ts, name }), 'already_reacted');
    },
    async unreact({ channel, ts }, name) {
      await unlessGone(client.reactions.remove({ channel, timestamp: ts, name }), 'no_reaction');
    },
    async openForm(trigger_id, view) {
      await client.views.open({ trigger_id, view });
    },
    async publishHome(user_id, blocks) {
      await client.views.publish({ user_id, view: { type: 'home', blocks } });
    },
  } satisfies Partial<Workspace>;
}

function reading(client: WebClient, botId: string, files: FileAccess, log: Pick<Log, 'info'>) {
  return {
    thread: (of) => threadOf(client, botId, of),
    latest: (channel) => latestIn(client, botId, channel),
    wholeText: (content) => readWhole(client, files, log, content),
    readFiles: (refs) => readFiles(client, files, log, refs),
    async permalink({ channel, ts }) {
      const found = await client.chat.getPermalink({ channel, message_ts: ts }).catch(() => null);
      return found?.permalink ?? null;
    },
  } satisfies Partial<Workspace>;
}

function asking(client: WebClient) {
  return {
    async directWith(user) {
      return (await client.conversations.open({ users: user })).channel?.id ?? user;
    },
    async person(user) {
      return (await client.users.info({ user })).user ?? {};
    },
    async groupMembers(usergroup) {
      return (await client.usergroups.users.list({ usergroup })).users ?? [];
    },
    async channel(channel) {
      return (await client.conversations.info({ channel })).channel ?? {};
    },
    async channelMembers(channel, most) {
      const { members = [], response_metadata } = await client.conversations.members({
        channel,
        limit: most,
      });
      return members.length === 0 || response_metadata?.next_cursor ? null : members;
    },
  } satisfies Partial<Workspace>;
}

/** Waits for a call; that the message, or the bot in its channel, is gone is no failure. */
async function unlessGone(call: Promise<unknown>, ...fine: string[]): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!slackRefused(error, [...MESSAGE_GONE, ...NOT_HERE, ...fine])) throw error;
  }
}
