import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { whyNotProgram } from '../same-origin.ts';
import { asJson, parsed, text } from './arguments.ts';
import {
  attemptOf,
  type Delivery,
  MOST_RETRIES,
  type OnAttempt,
  type Outcome,
  type Sent,
} from './delivery.ts';

const PATH = '/link';
/** How long a connection stays open after it was told to disconnect. */
const GRACE_MS = 10_000;

type Waiting = Delivery & { done: boolean; settle(outcome: Outcome): void };
type Envelope = { delivery: Waiting; socket: WebSocket; sentAt: number; timer: NodeJS.Timeout };

/**
 * The Slack side of Socket Mode. Each payload goes to one connection, is kept until it is acknowledged, and is repeated if it
 * is not. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocketMode(server: Server, appId: string, repeatAfterMs: number, onAttempt: OnAttempt) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  /** connections that can receive payloads, the next one first */
  let open: WebSocket[] = [];
  let queue: Waiting[] = [];
  const envelopes = new Map<string, Envelope>();

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (
      whyNotProgram(request) ||
      url?.pathname !== PATH ||
      !tickets.delete(url.searchParams.get('ticket') ?? '')
    ) {
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

  function dispatch(delivery: Waiting): void {
    if (delivery.done) return;
    open = open.filter(({ readyState, OPEN }) => readyState === OPEN);
    const socket = open.shift();
    if (!socket) {
      queue.push(delivery);
      return;
    }
    open.push(socket);
    const envelope_id = crypto.randomUUID();
    const { type, payload, retry } = delivery;
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
    envelopes.set(envelope_id, { delivery, socket, sentAt: Date.now(), timer });
  }

  /** A late acknowledgement still counts, even one of an earlier attempt. */
  function acknowledged(data: string): void {
    const frame = asJson(parsed(data));
    const envelopeId = text(frame, 'envelope_id');
    const envelope = envelopes.get(envelopeId);
    if (!envelope) return;
    const { delivery, sentAt, timer } = envelope;
    clearTimeout(timer);
    envelopes.delete(envelopeId);
    onAttempt(attemptOf(delivery, sentAt, { acked: true }));
    delivery.done = true;
    delivery.settle({ acked: true, response: frame.payload });
  }

  function unanswered(envelopeId: string): void {
    const envelope = envelopes.get(envelopeId);
    if (!envelope || envelope.delivery.done) return;
    const { delivery, sentAt } = envelope;
    onAttempt(attemptOf(delivery, sentAt, { acked: false }));
    if (delivery.repeat && (delivery.retry?.num ?? 0) < MOST_RETRIES) again(delivery);
    else delivery.settle({ acked: false });
  }

  function again(delivery: Waiting): void {
    delivery.retry = { num: (delivery.retry?.num ?? 0) + 1, reason: 'timeout' };
    dispatch(delivery);
  }

  function closed(socket: WebSocket): void {
    open = open.filter((one) => one !== socket);
    const lost = [...envelopes].filter(([, envelope]) => envelope.socket === socket);
    for (const [id, { delivery, timer }] of lost) {
      clearTimeout(timer);
      envelopes.delete(id);
      if (!delivery.repeat) delivery.settle({ acked: false });
      else if (!delivery.done && !isElsewhere(delivery)) again(delivery);
    }
  }

  function isElsewhere(delivery: Waiting): boolean {
    return (
      queue.includes(delivery) || [...envelopes.values()].some((envelope) => envelope.delivery === delivery)
    );
  }

  return {
    /** Issues a URL for one connection. */
    issueUrl(origin: string): string {
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${origin.replace(/^http/, 'ws')}${PATH}?ticket=${ticket}&app_id=${appId}`;
    },

    send(delivery: Delivery): Sent {
      const settled = new Promise<Outcome>((settle) => {
        const waiting: Waiting = { ...delivery, done: false, settle };
        dispatch(waiting);
        if (delivery.repeat || !queue.includes(waiting)) return;
        setTimeout(() => {
          if (!queue.includes(waiting)) return;
          queue = queue.filter((one) => one !== waiting);
          settle({ acked: false });
        }, repeatAfterMs).unref();
      });
      return { written: Promise.resolve(), settled };
    },

    connections: (): number => open.length,

    /** Tells every connection to disconnect and sends it nothing more. Repeats what it has not acknowledged once it closes. */
    disconnect(reason: string): void {
      const frame = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
      for (const socket of open.splice(0)) {
        socket.send(frame);
        setTimeout(() => socket.close(), GRACE_MS).unref();
      }
    },

    /** Breaks every connection, as a network failure does. */
    kill(): void {
      for (const socket of sockets.clients) socket.terminate();
    },

    close(): void {
      for (const { timer, delivery } of envelopes.values()) {
        clearTimeout(timer);
        delivery.settle({ acked: false });
      }
      for (const delivery of queue) delivery.settle({ acked: false });
      envelopes.clear();
      queue = [];
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
