import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whyNotProgram } from '../same-origin.ts';
import { asJson } from './arguments.ts';
import { type Changes, changesOf } from './changes.ts';
import { type Delivery, type Outcome, trackedDelivery } from './delivery.ts';
import { eventsOfChange, eventsOfDeletion, eventsOfPost } from './events.ts';
import { createFaults, type Fault } from './faults.ts';
import { keepFile, keepFiles, serveFile, type Upload } from './files.ts';
import { createHttpEvents } from './http-events.ts';
import { type Interactions, interactionsOf } from './interactions/interactions.ts';
import { serveResponse } from './interactions/serve-response.ts';
import type { LocalSlackOptions } from './local-slack-options.ts';
import type { Context } from './methods/method.ts';
import { messageOfPost, type Post } from './posts.ts';
import { ALL_SCOPES } from './scopes.ts';
import { createSocketMode } from './socket-mode.ts';
import { createState } from './state.ts';
import { createSubscriptions, USUAL_EVENTS } from './subscriptions.ts';
import type {
  Attempt,
  Call,
  Channel,
  Ephemeral,
  Json,
  Reaction,
  StoredMessage,
  User,
  UserGroup,
} from './types.ts';
import { waitForThread } from './wait-for-thread.ts';
import { createWebApi } from './web-api.ts';
import { BOT, defaultWorkspace } from './workspace.ts';

export type LocalSlack = Interactions &
  Changes & {
    /** the base URL of the Web API */
    apiUrl: string;
    botToken: string;
    appToken: string;
    signingSecret: string;
    teamId: string;
    botUserId: string;
    botId: string;
    /** Posts as a person or an integration. Resolves with the `ts` once the events are sent to the bot or queued. */
    post(message: Post): Promise<string>;
    /** Adds a file for `files.info` and downloads. Returns the file object to post. */
    addFile(file: Upload): Json;
    /** Delivers a payload unchanged, once. Stores the message in it if it is new. */
    deliver(payload: Json, retry?: { num: number; reason: string }): Promise<Outcome>;
    /** Delivers an interaction or a command, once. `response` in the result is the body of the acknowledgement. */
    interact(payload: Json, type?: 'interactive' | 'slash_commands'): Promise<Outcome>;
    /** the current users, channels and user groups */
    users(): User[];
    channels(): Channel[];
    userGroups(): UserGroup[];
    /** the ids of everybody in a channel except the bot */
    membersOf(channel: Channel): string[];
    /** All messages in a channel, or one thread including its root. */
    messages(channel: string, threadTs?: string): StoredMessage[];
    ephemerals: Ephemeral[];
    reactions: Reaction[];
    /** all views published and opened, oldest first */
    views: Json[];
    /** every Web API call, including those that were refused or failed */
    calls: Call[];
    /** every finished attempt to deliver something to the bot */
    attempts: Attempt[];
    /** Waits until everything delivered to the bot is acknowledged or given up. */
    delivered(): Promise<void>;
    /** Makes the next `times` calls of a method fail (default: one). */
    fail(method: string, fault: Fault, times?: number): void;
    /** From now on a channel takes one post of the bot in so many milliseconds. */
    limit(channel: string, everyMs: number): void;
    /** Forgets the failures that were asked for and have not happened yet. */
    mend(): void;
    /** HTTP mode: sends events to this URL from now on. */
    sendEventsTo(url: string): void;
    connections(): number;
    /** Asks every connection to reconnect, as Slack does every few hours. */
    disconnectSockets(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
    /** Breaks every connection without notice. */
    killSockets(): void;
    /** Waits until the messages of a thread satisfy `predicate`. After `timeoutMs` (default 5000), rejects and lists them. */
    waitFor(
      channel: string,
      threadTs: string,
      predicate: (messages: StoredMessage[]) => boolean,
      timeoutMs?: number,
    ): Promise<StoredMessage[]>;
    onMessage(listener: (message: StoredMessage) => void): void;
    /** Calls `listener` on every visible change: messages, ephemeral messages, reactions, views, people and channels. */
    onChange(listener: () => void): void;
    close(): Promise<void>;
  };

/** New for each start, so that no page in a browser knows it. */
const credential = (kind: string) => [kind, 'sandbox', crypto.randomUUID().replaceAll('-', '')].join('-');

/** Starts a local Slack workspace on 127.0.0.1 for a real bot to connect to. `workspace.ts` lists its people and channels. */
export async function startSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const { redeliverAfterMs = 3000, httpTimeoutMs = 3000, httpRetryPausesMs = [50, 200, 500] } = options;
  const { now = Date.now, triggersLastMs = 3000 } = options;
  const state = createState({ ...defaultWorkspace, ...options.workspace }, BOT, { now, triggersLastMs });
  const faults = createFaults();
  const attempts: Attempt[] = [];
  const onAttempt = (attempt: Attempt): void => {
    attempts.push(attempt);
  };
  const [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET] = ['xoxb', 'xapp', 'signing'].map(credential) as [
    string,
    string,
    string,
  ];
  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sockets = createSocketMode(server, BOT.appId, redeliverAfterMs, onAttempt);
  const http = createHttpEvents(
    { signingSecret: SIGNING_SECRET, timeoutMs: httpTimeoutMs, retryPausesMs: httpRetryPausesMs },
    onAttempt,
  );
  let eventsUrl: string | undefined;
  const { hand, delivered } = trackedDelivery((delivery) =>
    eventsUrl === undefined ? sockets.send(delivery) : http.send(eventsUrl, delivery),
  );
  const granted = new Set(options.scopes ?? ALL_SCOPES);
  const isHeard = createSubscriptions(options.events ?? USUAL_EVENTS, granted);
  const tell = async (payloads: Json[]): Promise<void> => {
    const sent = payloads
      .filter(isHeard)
      .map((payload) => hand({ type: 'events_api', payload, repeat: true }));
    await Promise.all(sent.map(({ written }) => written));
  };

  const context: Context = {
    state,
    origin,
    grants: (scope) => granted.has(scope),
    announce: {
      posted: (message) => tell(eventsOfPost(state, message)),
      changed: (message, previous) => tell(eventsOfChange(state, message, previous)),
      deleted: (previous) => tell(eventsOfDeletion(state, previous)),
    },
  };
  const serveCall = createWebApi({
    context,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    granted,
    takeFault: faults.take,
    openConnection: () => sockets.issueUrl(origin),
  });
  server.on('request', (request, response) => {
    const refused = whyNotProgram(request);
    if (refused) return response.writeHead(403).end(`${refused}\n`);
    if (serveFile(context, BOT_TOKEN, request, response)) return;
    if (serveResponse(context, request, response)) return;
    serveCall(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  const deliver = (type: Delivery['type'], payload: Json): Promise<Outcome> =>
    hand({ type, payload, repeat: false }).settled;

  const actions = { ...context, deliver, tell };

  return {
    ...interactionsOf(actions),
    ...changesOf(actions),
    apiUrl: `${origin}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    teamId: state.team.id,
    botUserId: BOT.userId,
    botId: BOT.botId,
    ephemerals: state.ephemerals,
    reactions: state.reactions,
    views: state.viewLog,
    calls: state.calls,
    attempts,
    delivered,
    users: () => [...state.users.values()],
    channels: () => [...state.channels.values()],
    userGroups: () => [...state.userGroups.values()],
    membersOf: state.membersOf,
    messages: state.messages,
    fail: faults.add,
    mend: faults.clear,
    limit: faults.limit,
    connections: sockets.connections,
    disconnectSockets: sockets.disconnect,
    killSockets: sockets.kill,
    addFile: (file) => keepFile(state, origin, file),
    async post(post) {
      const message = messageOfPost(state, post);
      if (post.files) message.files = keepFiles(state, origin, post.files);
      state.add(message);
      await tell(eventsOfPost(state, message));
      return message.ts;
    },
    deliver(payload, retry) {
      const outer = asJson(payload.event);
      const { channel } = outer;
      const event = outer.subtype === 'message_changed' ? asJson(outer.message) : outer;
      const { type, subtype, ts, text = '' } = event;
      const isPost = type === 'app_mention' || (type === 'message' && !/^message_/.test(String(subtype)));
      if (isPost && typeof channel === 'string' && typeof ts === 'string' && !state.find(channel, ts)) {
        const { channel_type: _, event_ts: __, ...message } = event;
        state.add({ ...message, type: 'message', channel, ts, text: String(text) });
      }
      return hand({ type: 'events_api', payload, repeat: false, ...(retry ? { retry } : {}) }).settled;
    },
    interact: (payload, type = 'interactive') => deliver(type, payload),
    sendEventsTo(url) {
      eventsUrl = url;
    },
    waitFor: (channel, threadTs, predicate, timeoutMs = 5000) =>
      waitForThread(state, channel, threadTs, predicate, timeoutMs),
    onMessage(listener) {
      state.onAdded.add(listener);
    },
    onChange(listener) {
      state.onChanged.add(listener);
    },
    async close() {
      sockets.close();
      http.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
