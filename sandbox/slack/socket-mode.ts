import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { asJson, parsed, text } from './args.ts';
import { attemptOf, MOST_RETRIES, type OnAttempt, type Outcome, type Parcel, type Sent } from './delivery.ts';

const PATH = '/link';
/** How long a connection lasts that was told to go. */
const GRACE_MS = 10_000;

type Waiting = Parcel & { done: boolean; settle(outcome: Outcome): void };
type Envelope = { parcel: Waiting; socket: WebSocket; sentAt: number; timer: NodeJS.Timeout };

/**
 * The Slack side of Socket Mode: each payload goes to one connection, is kept until it is acknowledged and repeated where it
 * is not. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocketMode(server: Server, appId: string, repeatAfterMs: number, onAttempt: OnAttempt) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  /** connections that may get payloads, the next one first */
  let open: WebSocket[] = [];
  let queue: Waiting[] = [];
  const envelopes = new Map<string, Envelope>();

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (url?.pathname !== PATH || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, connected);
  });

  function connected(socket: WebSocket): void {
    open.push(socket);
    socket.on('message', (data) => acknowledged(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => closed(socket));
    const connection_info = { app_id: appId };
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.length, connection_info }));
    const waiting = queue;
    queue = [];
    waiting.forEach(dispatch);
  }

  function dispatch(parcel: Waiting): void {
    if (parcel.done) return;
    open = open.filter(({ readyState, OPEN }) => readyState === OPEN);
    const socket = open.shift();
    if (!socket) {
      queue.push(parcel);
      return;
    }
    open.push(socket);
    const envelope_id = crypto.randomUUID();
    const { type, payload, retry } = parcel;
    const attempt =
      type === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {};
    socket.send(
      JSON.stringify({
        type,
        envelope_id,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...attempt,
      }),
    );
    const timer = setTimeout(() => unanswered(envelope_id), repeatAfterMs);
    envelopes.set(envelope_id, { parcel, socket, sentAt: Date.now(), timer });
  }

  /** An acknowledgement that comes late still counts, like one of an earlier attempt. */
  function acknowledged(data: string): void {
    const frame = asJson(parsed(data));
    const envelopeId = text(frame, 'envelope_id');
    const envelope = envelopes.get(envelopeId);
    if (!envelope) return;
    const { parcel, sentAt, timer } = envelope;
    clearTimeout(timer);
    envelopes.delete(envelopeId);
    onAttempt(attemptOf(parcel, sentAt, { acked: true }));
    parcel.done = true;
    parcel.settle({ acked: true, response: frame.payload });
  }

  function unanswered(envelopeId: string): void {
    const envelope = envelopes.get(envelopeId);
    if (!envelope || envelope.parcel.done) return;
    const { parcel, sentAt } = envelope;
    onAttempt(attemptOf(parcel, sentAt, { acked: false }));
    if (parcel.repeat && (parcel.retry?.num ?? 0) < MOST_RETRIES) again(parcel);
    else parcel.settle({ acked: false });
  }

  function again(parcel: Waiting): void {
    parcel.retry = { num: (parcel.retry?.num ?? 0) + 1, reason: 'timeout' };
    dispatch(parcel);
  }

  function closed(socket: WebSocket): void {
    open = open.filter((one) => one !== socket);
    const lost = [...envelopes].filter(([, envelope]) => envelope.socket === socket);
    for (const [id, { parcel, timer }] of lost) {
      clearTimeout(timer);
      envelopes.delete(id);
      if (!parcel.repeat) parcel.settle({ acked: false });
      else if (!parcel.done && !isElsewhere(parcel)) again(parcel);
    }
  }

  function isElsewhere(parcel: Waiting): boolean {
    return queue.includes(parcel) || [...envelopes.values()].some((envelope) => envelope.parcel === parcel);
  }

  return {
    /** A URL for one connection. */
    issueUrl(origin: string): string {
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}${PATH}?ticket=${ticket}&app_id=${appId}`;
    },

    send(parcel: Parcel): Sent {
      const settled = new Promise<Outcome>((settle) => {
        const waiting: Waiting = { ...parcel, done: false, settle };
        dispatch(waiting);
        if (parcel.repeat || !queue.includes(waiting)) return;
        setTimeout(() => {
          if (!queue.includes(waiting)) return;
          queue = queue.filter((one) => one !== waiting);
          settle({ acked: false });
        }, repeatAfterMs).unref();
      });
      return { written: Promise.resolve(), settled };
    },

    connections: (): number => open.length,

    /** Tells every connection to go and sends it nothing more; what it has not acknowledged is repeated once it closed. */
    disconnect(reason: string): void {
      const frame = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
      for (const socket of open.splice(0)) {
        socket.send(frame);
        setTimeout(() => socket.close(), GRACE_MS).unref();
      }
    },

    /** Breaks every connection off, as a network does. */
    kill(): void {
      for (const socket of sockets.clients) socket.terminate();
    },

    close(): void {
      for (const { timer, parcel } of envelopes.values()) {
        clearTimeout(timer);
        parcel.settle({ acked: false });
      }
      for (const parcel of queue) parcel.settle({ acked: false });
      envelopes.clear();
      queue = [];
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
