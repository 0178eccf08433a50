import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { attemptOf, type Delivery, type OnAttempt, type Outcome, type Sent } from './delivery.ts';
import type { Json } from './types.ts';

export type HttpEventsOptions = {
  signingSecret: string;
  /** how long the bot may take to respond */
  timeoutMs: number;
  /** how long to wait before each retry; their number is the number of retries */
  retryPausesMs: number[];
};

/**
 * Sends events as signed HTTP requests, and repeats those that get no 2xx response in time.
 * https://docs.slack.dev/apis/events-api , https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createHttpEvents(options: HttpEventsOptions, onAttempt: OnAttempt) {
  const ended = new AbortController();

  async function attempt(
    url: string,
    delivery: Delivery,
  ): Promise<Outcome & { reason: string; final: boolean }> {
    const sentAt = Date.now();
    const signal = AbortSignal.any([AbortSignal.timeout(options.timeoutMs), ended.signal]);
    try {
      const request = signedRequest(delivery, options.signingSecret);
      const response = await fetch(url, { ...request, redirect: 'manual', signal });
      const body = await response.text();
      const outcome = { acked: response.ok, status: response.status, response: body };
      onAttempt(attemptOf(delivery, sentAt, outcome));
      const final = response.ok || response.headers.get('x-slack-no-retry') === '1';
      return { ...outcome, reason: 'http_error', final };
    } catch (error) {
      onAttempt(attemptOf(delivery, sentAt, { acked: false }));
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      return { acked: false, reason: timedOut ? 'http_timeout' : 'connection_failed', final: false };
    }
  }

  async function repeat(
    url: string,
    delivery: Delivery,
    first: Awaited<ReturnType<typeof attempt>>,
  ): Promise<Outcome> {
    let last = first;
    for (const [index, ms] of options.retryPausesMs.entries()) {
      if (last.final || !delivery.repeat || ended.signal.aborted) break;
      const waited = await pause(ms, true, { signal: ended.signal }).catch(() => false);
      if (!waited) break;
      last = await attempt(url, { ...delivery, retry: { num: index + 1, reason: last.reason } });
    }
    const { reason: _, final: __, ...outcome } = last;
    return outcome;
  }

  return {
    send(url: string, delivery: Delivery): Sent {
      const first = attempt(url, delivery);
      return {
        written: first.then(() => {}),
        settled: first.then((outcome) => repeat(url, delivery, outcome)),
      };
    },
    close: (): void => ended.abort(),
  };
}

function signedRequest(delivery: Delivery, secret: string): RequestInit {
  const { body, type } = encoded(delivery);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const { retry } = delivery;
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
      ...(retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}),
    },
  };
}

function encoded({ type, payload }: Delivery): { body: string; type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload);
  return { body: String(new URLSearchParams(fields)), type: 'application/x-www-form-urlencoded' };
}

function texts(fields: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
}
