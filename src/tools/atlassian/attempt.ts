import type { AllowedCall } from './allowed-calls.ts';
import { cappedText } from './body.ts';
import { askedToWaitMs } from './rate-limit.ts';
import * as reasons from './reasons.ts';

/** A failed read is a value: `reason` is plain English for an admin, without key, address or answer text. */
export type ReadResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      reason: string;
      /** what the refusal is called by the service, such as `forbidden.targetUnverified`, where it names it */
      key?: string | undefined;
    };

/** How one HTTP exchange went. */
export type Attempt = {
  result: ReadResult<unknown>;
  /** may go better when tried again */
  transient: boolean;
  /** counts against the service, not against our request */
  serviceFailed: boolean;
  /** the wait the service asked for */
  waitMs: number | null;
};

export type Exchange = {
  url: URL;
  init: RequestInit;
  call: AllowedCall;
  fetch: typeof globalThis.fetch;
  now: () => number;
};

/** Makes one request and never throws. A redirect is not followed: the key would travel along. */
export async function attempt(exchange: Exchange, signal: AbortSignal): Promise<Attempt> {
  let response: Response;
  try {
    response = await exchange.fetch(exchange.url, { ...exchange.init, redirect: 'manual', signal });
  } catch (error) {
    return serviceFailure(signal.aborted ? reasons.TIMED_OUT : reasons.unreachable(error));
  }
  try {
    // A refusal is read to its end too: the connection can then be used again.
    const text = await cappedText(response);
    const waitMs = askedToWaitMs(response.headers, exchange.now());
    return response.ok ? { ...parsed(text), waitMs } : refused(response.status, text, waitMs, exchange.call);
  } catch {
    return serviceFailure(signal.aborted ? reasons.TIMED_OUT : reasons.BROKEN_OFF);
  }
}

function refused(status: number, text: string | null, waitMs: number | null, call: AllowedCall): Attempt {
  const serviceFailed = status >= 500;
  const result = { ok: false, reason: reasons.refusal(status, call, waitMs), key: keyIn(text) } as const;
  return { result, transient: serviceFailed || status === 429, serviceFailed, waitMs };
}

/** Errors of user management: `{"key":"forbidden.targetUnverified"}` (https://developer.atlassian.com/cloud/admin/user-management/rest/). */
function keyIn(text: string | null): string | undefined {
  return /^\s*\{\s*"key"\s*:\s*"([A-Za-z]{1,40}(?:\.[A-Za-z]{1,40}){0,3})"/.exec(text ?? '')?.[1];
}

function parsed(text: string | null): Attempt {
  if (text === null) return final({ ok: false, reason: reasons.TOO_LARGE });
  if (text.trim() === '') return final({ ok: false, reason: reasons.EMPTY });
  try {
    return final({ ok: true, data: JSON.parse(text) });
  } catch {
    return final({ ok: false, reason: reasons.NOT_JSON });
  }
}

function final(result: ReadResult<unknown>): Attempt {
  return { result, transient: false, serviceFailed: false, waitMs: null };
}

function serviceFailure(reason: string): Attempt {
  return { result: { ok: false, reason }, transient: true, serviceFailed: true, waitMs: null };
}
