import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Inbox } from './inbox/inbox.ts';

/** What the outside may ask about the running program. */
export type Health = {
  count(outcome: string): void;
  /** tokens that a question to the model used, and how it ended */
  countModel(what: { tokens: number; outcome: string }): void;
  /** from now on `/readyz` answers 200 while the store takes writes */
  slackKnown(): void;
  /** where it listens, null when nothing is served */
  port: number | null;
  close(): Promise<void>;
};

/**
 * Counts outcomes and, with a port, serves `/healthz` (the process answers), `/readyz` (Slack identity known and store
 * writable, else 503 with the reason) and `/metrics` (Prometheus). Port 0 takes any free one.
 */
export async function startHealth(inbox: Inbox, port: number | undefined): Promise<Health> {
  const registry = new Registry();
  const posts = new Counter({
    name: 'scim_bot_posts_total',
    help: 'Posts by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  new Gauge({
    name: 'scim_bot_jobs',
    help: 'Stored jobs by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, n] of Object.entries(await inbox.counts())) this.set({ state }, n);
    },
  });
  const questions = new Counter({
    name: 'scim_bot_model_questions_total',
    help: 'Questions to the model by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const tokens = new Counter({
    name: 'scim_bot_model_tokens_total',
    help: 'Tokens the model used',
    registers: [registry],
  });
  let known = false;
  const server = port === undefined ? null : await listen(port, registry, () => notReady(inbox, known));
  return {
    port: server ? (server.address() as AddressInfo).port : null,
    count: (outcome) => posts.inc({ outcome }),
    countModel(what) {
      questions.inc({ outcome: what.outcome });
      tokens.inc(what.tokens);
    },
    slackKnown: () => {
      known = true;
    },
    close: async () => {
      if (!server) return;
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function notReady(inbox: Inbox, slackKnown: boolean): Promise<string | null> {
  if (!slackKnown) return 'Slack has not said yet who the bot is';
  try {
    await inbox.check();
    return null;
  } catch (error) {
    return `the store takes no writes: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function listen(
  port: number,
  registry: Registry,
  reason: () => Promise<string | null>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const send = (status: number, body: string, type = 'text/plain') => {
      response.writeHead(status, { 'content-type': type, connection: 'close' });
      response.end(body);
    };
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'only GET\n');
    if (path === '/healthz') return send(200, 'ok\n');
    if (path === '/metrics') {
      const metrics = await registry.metrics().catch(() => null);
      return metrics
        ? send(200, metrics, registry.contentType)
        : send(503, 'the store could not be counted\n');
    }
    if (path !== '/readyz') return send(404, 'try /healthz, /readyz or /metrics\n');
    const missing = await reason();
    return send(missing ? 503 : 200, `${missing ?? 'ready'}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`METRICS_PORT ${port} cannot be used: ${error.message}`)),
    );
    server.listen(port, resolve);
  });
  return server;
}
