import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Inbox } from './inbox/inbox.ts';

/** What can be asked from outside about the running program. */
export type Health = {
  count(outcome: string): void;
  /** an error that nobody caught */
  countUncaught(): void;
  /** tokens that a question to the model used, and how it ended */
  countModel(what: { tokens: number; outcome: string }): void;
  /** from now on `/readyz` answers 200 while the store takes writes */
  slackKnown(): void;
  /** where it listens; null when nothing is served */
  port: number | null;
  host: string | null;
  close(): Promise<void>;
};

/**
 * Counts outcomes and, with a port, serves `/healthz` (the process answers), `/readyz` (Slack identity known and store
 * writable, else 503 with the reason) and `/metrics` (Prometheus). Port 0 takes any free one. Rejects when the port is taken.
 */
export async function startHealth(
  inbox: Inbox,
  port: number | undefined,
  host = '127.0.0.1',
): Promise<Health> {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const posts = counter('scim_bot_posts_total', 'Posts by outcome', ['outcome']);
  new Gauge({
    name: 'scim_bot_jobs',
    help: 'Stored jobs by state',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, n] of Object.entries(await inbox.counts())) this.set({ state }, n);
    },
  });
  const uncaught = counter('scim_bot_uncaught_errors_total', 'Errors that nobody caught');
  const questions = counter('scim_bot_model_questions_total', 'Questions to the model by outcome', [
    'outcome',
  ]);
  const tokens = counter('scim_bot_model_tokens_total', 'Tokens the model used');
  let known = false;
  const server =
    port === undefined ? null : await listen({ port, host }, registry, () => notReady(inbox, known));
  const bound = server?.address() as AddressInfo | undefined;
  return {
    port: bound?.port ?? null,
    host: bound?.address ?? null,
    count: (outcome) => posts.inc({ outcome }),
    countUncaught: () => uncaught.inc(),
    countModel(what) {
      questions.inc({ outcome: what.outcome });
      tokens.inc(what.tokens);
    },
    slackKnown() {
      known = true;
    },
    async close() {
      server?.closeAllConnections();
      await server?.[Symbol.asyncDispose]();
    },
  };
}

async function notReady(inbox: Inbox, slackKnown: boolean): Promise<string | null> {
  if (!slackKnown) return 'Slack has not yet said who the bot is';
  try {
    await inbox.check();
    return null;
  } catch (error) {
    return `the store cannot be written to: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function listen(
  { port, host }: { port: number; host: string },
  registry: Registry,
  reason: () => Promise<string | null>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const send = (status: number, body: string, type = 'text/plain') =>
      response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'only GET\n');
    if (path === '/healthz') return send(200, 'ok\n');
    if (path === '/metrics') {
      const metrics = await registry.metrics().catch(() => null);
      return metrics
        ? send(200, metrics, registry.contentType)
        : send(503, 'the stored jobs could not be counted\n');
    }
    if (path !== '/readyz') return send(404, 'try /healthz, /readyz or /metrics\n');
    const missing = await reason();
    return send(missing ? 503 : 200, `${missing ?? 'ready'}\n`);
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new Error(
      `METRICS_PORT ${port} on METRICS_HOST ${host} cannot be used: ${(error as Error).message}. Choose another.`,
    );
  }
  return server;
}
