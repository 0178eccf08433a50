import { isBrokenCircuitError } from 'cockatiel';
import { cappedBody } from '../http/capped-body.ts';
import { askedWaitMs, retryPolicy, type Tried } from '../http/retry-policy.ts';
import type { AllowedCall } from './allowed-calls.ts';
import type { Budget } from './budget.ts';
import { limited, REASONS, refusal, unreachable } from './reasons.ts';

/** `reason` is plain English for an admin, without key, address or text of the answer. */
export type ReadResult<T> = { ok: true; data: T } | { ok: false; reason: string };

/** How one HTTP exchange went. */
export type Attempt = Tried & { result: ReadResult<unknown> };

type Exchange = {
  url: URL;
  init: RequestInit;
  call: AllowedCall;
  /** the credential was accepted by an earlier call */
  acceptedBefore: boolean;
  fetch: typeof globalThis.fetch;
  now: () => number;
};

/** The largest bodies that are read (bytes). */
const LARGEST = { answer: 2_000_000, refusal: 65_536 };

/** A pause is only worth it if at least this much time is left afterwards (ms). */
const LEAST_TO_ANSWER = 200;

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

/** The body is read to its end, so that the connection can be used again. */
async function refused(response: Response, exchange: Exchange, waitMs: number | null): Promise<Attempt> {
  const { status } = response;
  const text = (await textOf(response, LARGEST.refusal).catch(() => null)) ?? '';
  const reason = refusal({ ...exchange, status, text, waitMs });
  const serviceFailed = status >= 500;
  return { result: { ok: false, reason }, transient: serviceFailed || status === 429, serviceFailed, waitMs };
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

/**
 * How the attempts of one listed call are made: a time limit for each, retries and a circuit breaker, and none before the time
 * that Atlassian asked to wait for. Make one policy per call.
 */
export function attemptPolicy(attemptMs: number) {
  const tried = retryPolicy({ retries: 2, firstPauseMs: 250, breakMs: 10_000 });
  let quietUntil = 0;

  return async (
    run: (signal: AbortSignal) => Promise<Attempt>,
    { signal, msLeft }: Budget,
  ): Promise<ReadResult<unknown>> => {
    const fits = (pauseMs: number) => pauseMs + LEAST_TO_ANSWER < msLeft();
    const silenceMs = quietUntil - performance.now();
    if (silenceMs > 0) {
      if (!fits(silenceMs)) return { ok: false, reason: limited(silenceMs) };
      await new Promise((resolve) => setTimeout(resolve, silenceMs));
    }
    const once = async (): Promise<Attempt> => {
      const made = await run(AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]));
      quietUntil = Math.max(quietUntil, performance.now() + (made.waitMs ?? 0));
      // An attempt cut short by the budget says nothing about the service.
      return { ...made, serviceFailed: made.serviceFailed && !signal.aborted };
    };
    try {
      return (await tried(once, { signal, fits })).result;
    } catch (error) {
      if (isBrokenCircuitError(error)) return { ok: false, reason: REASONS.CIRCUIT_OPEN };
      throw error;
    }
  };
}
