import type { HomeView, ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Channel } from '@slack/web-api/dist/types/response/ConversationsInfoResponse.js';
import type { User } from '@slack/web-api/dist/types/response/UsersInfoResponse.js';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { MESSAGE_GONE, NOT_HERE, slackRefused } from './failure.ts';
import { type Identity, webApiOptions } from './identity.ts';
import type { MessageRef, Source } from './payloads/source.ts';
import { messageText, type SlackText } from './read/message-text.ts';
import { type FileRef, type FileTexts, filesToRead, readFiles } from './read/read-files.ts';
import { latestIn, type ThreadMessage, threadOf } from './read/thread.ts';
import { type Destination, type Message, postMessage, updateMessage } from './send/messages.ts';
import { createPace } from './send/pace.ts';
import { type Aside, tellAlone } from './send/tell-alone.ts';
import { slackLog } from './slack-log.ts';

/** A person, as `users.info` describes them. */
export type SlackUser = User;

/** One workspace of Slack, as everything outside this room sees it. Methods reject with Slack's error unless they say otherwise. */
export type Workspace = {
  /** the installing team: the key of this workspace among several */
  readonly teamId: string;
  /** Returns the new message's `ts`. */
  post(to: Destination, message: Message): Promise<string>;
  /** False: the message is gone. */
  update(message: MessageRef, content: Message): Promise<boolean>;
  /** Removes a message of the bot. No error if it is gone already. */
  remove(message: MessageRef): Promise<void>;
  /** Tells one person privately. */
  tell(aside: Aside, message: Message): Promise<void>;
  /** Adds a reaction. No error if it is there already, or if the message is gone or the bot left the channel. */
  react(message: MessageRef, name: string): Promise<void>;
  unreact(message: MessageRef, name: string): Promise<void>;
  openForm(triggerId: string, view: ModalView): Promise<void>;
  publishHome(user: string, blocks: HomeView['blocks']): Promise<void>;
  thread(of: Pick<Source, 'channel' | 'threadTs'>): Promise<ThreadMessage[]>;
  latest(channel: string): Promise<ThreadMessage[]>;
  /** All text of a message and its files. */
  wholeText(content: SlackText): Promise<{ text: string } & Omit<FileTexts, 'texts'>>;
  /** Never rejects. */
  readFiles(files: FileRef[]): Promise<FileTexts>;
  /** The address of a message; null if Slack does not give it. Never rejects. */
  permalink(message: MessageRef): Promise<string | null>;
  /** The direct message with a person. */
  directWith(user: string): Promise<string>;
  person(user: string): Promise<SlackUser>;
  groupMembers(group: string): Promise<string[]>;
  channel(id: string): Promise<Channel | null>;
  /** The members of a channel; null if there are more than `most`, or none are listed. */
  channelMembers(id: string, most: number): Promise<string[] | null>;
};

/** The workspace of one bot token. */
export function workspaceOf(
  config: Pick<Config, 'SLACK_BOT_TOKEN' | 'SLACK_API_URL'>,
  { teamId, botId }: Identity,
  log: Log,
): Workspace {
  const client = new WebClient(config.SLACK_BOT_TOKEN, webApiOptions(config, slackLog(log)));
  const inStep = createPace();
  const files = { client, token: config.SLACK_BOT_TOKEN ?? '', apiUrl: config.SLACK_API_URL, log };
  return {
    teamId,
    post: (to, message) =>
      inStep(`chat.postMessage:${to.channel}`, `${to.answers ?? to.threadTs}`, () =>
        postMessage(client, to, message),
      ),
    update: (message, content) =>
      inStep('chat.update', `${message.channel}:${message.ts}`, () =>
        updateMessage(client, message, content),
      ),
    remove: ({ channel, ts }) => unlessGone(client.chat.delete({ channel, ts })),
    tell: (aside, message) => tellAlone({ client, inStep }, aside, message),
    react: ({ channel, ts: timestamp }, name) =>
      unlessGone(client.reactions.add({ channel, timestamp, name }), 'already_reacted'),
    unreact: ({ channel, ts: timestamp }, name) =>
      unlessGone(client.reactions.remove({ channel, timestamp, name }), 'no_reaction'),
    async openForm(trigger_id, view) {
      await client.views.open({ trigger_id, view });
    },
    async publishHome(user_id, blocks) {
      await client.views.publish({ user_id, view: { type: 'home', blocks } });
    },
    thread: (of) => threadOf(client, botId, of),
    latest: (channel) => latestIn(client, botId, channel),
    async wholeText(content) {
      const { texts, ...rest } = await readFiles(files, filesToRead(content.files));
      return { text: [messageText(content), ...texts].join('\n'), ...rest };
    },
    readFiles: (refs) => readFiles(files, refs),
    async permalink({ channel, ts }) {
      const found = await client.chat.getPermalink({ channel, message_ts: ts }).catch(() => null);
      return found?.permalink ?? null;
    },
    directWith: async (user) => (await client.conversations.open({ users: user })).channel?.id ?? user,
    person: async (user) => (await client.users.info({ user })).user ?? {},
    groupMembers: async (usergroup) => (await client.usergroups.users.list({ usergroup })).users ?? [],
    channel: async (channel) => (await client.conversations.info({ channel })).channel ?? null,
    async channelMembers(channel, limit) {
      const { members = [], response_metadata } = await client.conversations.members({ channel, limit });
      return members.length === 0 || response_metadata?.next_cursor ? null : members;
    },
  };
}

/** Waits for a call. It is no failure that the message or channel is gone, or that the bot left it. */
async function unlessGone(call: Promise<unknown>, ...fine: string[]): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!slackRefused(error, [...MESSAGE_GONE, ...NOT_HERE, ...fine])) throw error;
  }
}
