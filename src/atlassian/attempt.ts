import { askedWaitMs } from '../http/asked-wait.ts';
import { cappedBody } from '../http/capped-body.ts';
import type { Tried } from '../http/retry-policy.ts';
import type { AllowedCall } from './allowed-calls.ts';
import { REASONS, unreachable } from './reasons.ts';
import { refusal } from './refusal.ts';

/** A failed read is a value: `reason` is plain English for an admin, without key, address or answer text. */
export type ReadResult<T> = { ok: true; data: T } | { ok: false; reason: string };

/** How one HTTP exchange went. */
export type Attempt = Tried & { result: ReadResult<unknown> };

export type Exchange = {
  url: URL;
  init: RequestInit;
  call: AllowedCall;
  /** the credential was accepted by an earlier call */
  acceptedBefore: boolean;
  fetch: typeof globalThis.fetch;
  now: () => number;
};

const LARGEST = { answer: 2_000_000, refusal: 65_536 };

/** Makes one request and never throws. A redirect is not followed: the key would travel along. */
export async function attempt(exchange: Exchange, signal: AbortSignal): Promise<Attempt> {
  let response: Response;
  try {
    response = await exchange.fetch(exchange.url, { ...exchange.init, redirect: 'manual', signal });
  } catch (error) {
    return noAnswer(signal.aborted ? REASONS.TIMED_OUT : unreachable(error));
  }
  const waitMs = askedWaitMs(response.headers, exchange.now());
  if (!response.ok) return refused(response, exchange, waitMs);
  try {
    const result = parsed(await textOf(response, LARGEST.answer));
    return { result, transient: false, serviceFailed: false, waitMs };
  } catch {
    return noAnswer(signal.aborted ? REASONS.TIMED_OUT : REASONS.BROKEN_OFF);
  }
}

/** The body is read to its end, which also keeps the connection for the next call. */
async function refused(response: Response, exchange: Exchange, waitMs: number | null): Promise<Attempt> {
  const { status } = response;
  const text = await textOf(response, LARGEST.refusal).catch(() => null);
  const reason = refusal({ ...exchange, status, text: text ?? '', waitMs });
  const serviceFailed = status >= 500;
  return {
    result: { ok: false, reason },
    transient: serviceFailed || status === 429,
    serviceFailed,
    waitMs,
  };
}

/** Null when the body is larger than that. */
async function textOf(response: Response, largest: number): Promise<string | null> {
  const body = await cappedBody(response, largest);
  return body && new TextDecoder().decode(body);
}

function parsed(text: string | null): ReadResult<unknown> {
  if (text === null) return { ok: false, reason: REASONS.TOO_LARGE };
  if (text.trim() === '') return { ok: false, reason: REASONS.EMPTY };
  try {
    return { ok: true, data: JSON.parse(text) };
  } catch {
    return { ok: false, reason: REASONS.NOT_JSON };
  }
}

function noAnswer(reason: string): Attempt {
  return { result: { ok: false, reason }, transient: true, serviceFailed: true, waitMs: null };
}
