import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { attemptOf, type OnAttempt, type Outcome, type Parcel, type Sent } from './delivery.ts';
import type { Json } from './types.ts';

export type HttpEventsOptions = {
  signingSecret: string;
  /** how long the bot may take to answer */
  timeoutMs: number;
  /** how long to wait before each retry, and so how many there are */
  retryPausesMs: number[];
};

/**
 * Events as signed HTTP requests, repeated where they were not answered with 2xx in time.
 * https://docs.slack.dev/apis/events-api , https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createHttpEvents(options: HttpEventsOptions, onAttempt: OnAttempt) {
  const ended = new AbortController();

  async function attempt(url: string, parcel: Parcel): Promise<Outcome & { reason: string; final: boolean }> {
    const sentAt = Date.now();
    const signal = AbortSignal.any([AbortSignal.timeout(options.timeoutMs), ended.signal]);
    try {
      const request = signedRequest(parcel, options.signingSecret);
      const response = await fetch(url, { ...request, redirect: 'manual', signal });
      const body = await response.text();
      const outcome = { acked: response.ok, status: response.status, response: body };
      onAttempt(attemptOf(parcel, sentAt, outcome));
      const final = response.ok || response.headers.get('x-slack-no-retry') === '1';
      return { ...outcome, reason: 'http_error', final };
    } catch (error) {
      onAttempt(attemptOf(parcel, sentAt, { acked: false }));
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      return { acked: false, reason: timedOut ? 'http_timeout' : 'connection_failed', final: false };
    }
  }

  async function repeat(
    url: string,
    parcel: Parcel,
    first: Awaited<ReturnType<typeof attempt>>,
  ): Promise<Outcome> {
    let last = first;
    for (const [index, ms] of options.retryPausesMs.entries()) {
      if (last.final || !parcel.repeat || ended.signal.aborted) break;
      const waited = await pause(ms, true, { signal: ended.signal }).catch(() => false);
      if (!waited) break;
      last = await attempt(url, { ...parcel, retry: { num: index + 1, reason: last.reason } });
    }
    const { reason: _, final: __, ...outcome } = last;
    return outcome;
  }

  return {
    send(url: string, parcel: Parcel): Sent {
      const first = attempt(url, parcel);
      return {
        written: first.then(() => {}),
        settled: first.then((outcome) => repeat(url, parcel, outcome)),
      };
    },
    close: (): void => ended.abort(),
  };
}

function signedRequest(parcel: Parcel, secret: string): RequestInit {
  const { body, type } = encoded(parcel);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const { retry } = parcel;
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

function encoded({ type, payload }: Parcel): { body: string; type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload);
  return { body: String(new URLSearchParams(fields)), type: 'application/x-www-form-urlencoded' };
}

function texts(fields: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
}
