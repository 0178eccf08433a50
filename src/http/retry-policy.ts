import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  wrap,
} from 'cockatiel';

/** How one try ended. */
export type Tried = {
  /** another try may succeed */
  transient: boolean;
  /** counts against the service, not against our request */
  serviceFailed: boolean;
  /** how long the service asked us to wait (ms) */
  waitMs: number | null;
};

type Options = {
  /** tries after the first */
  retries: number;
  /** before the first retry (ms); it doubles each time, and is never shorter than the service asks for */
  firstPauseMs: number;
  /** how long a service is left alone after several failures in a row (ms) */
  breakMs: number;
};

type Limits = {
  signal: AbortSignal;
  /** is there time for this pause and another try? */
  fits(pauseMs: number): boolean;
};

type Planned<T> = { made: T; retryInMs: number | null };

const FAILURES_BEFORE_BREAK = 5;

/**
 * The policy for every service: retries around a circuit breaker. Make it once for all calls that fail together. Cockatiel's pause
 * ignores the signal, so a retry is planned only if `fits` allows it. Rejects with cockatiel's `BrokenCircuitError` while the
 * service is left alone, and with anything that `attempt` rejects with.
 */
export function retryPolicy({ retries, firstPauseMs, breakMs }: Options) {
  const policy = wrap(
    retry(
      handleWhenResult((planned) => (planned as Planned<Tried>).retryInMs !== null),
      {
        maxAttempts: retries,
        backoff: new DelegateBackoff(({ result }) =>
          'value' in result ? ((result.value as Planned<Tried>).retryInMs ?? 0) : 0,
        ),
      },
    ),
    circuitBreaker(
      handleWhenResult((planned) => (planned as Planned<Tried>).made.serviceFailed),
      { breaker: new ConsecutiveBreaker(FAILURES_BEFORE_BREAK), halfOpenAfter: breakMs },
    ),
  );

  return async <T extends Tried>(attempt: () => Promise<T>, { signal, fits }: Limits): Promise<T> => {
    const { made } = await policy.execute(async ({ attempt: retried }): Promise<Planned<T>> => {
      const made = await attempt();
      const pauseMs = Math.max(made.waitMs ?? 0, firstPauseMs * 2 ** retried);
      return { made, retryInMs: made.transient && fits(pauseMs) ? pauseMs : null };
    }, signal);
    return made;
  };
}

/** The longest wait that we believe (ms), so that a wrong clock does not silence a call for a day. */
const LONGEST_MS = 3_600_000;

/**
 * How long a response asks us to send no more requests of its kind (ms): by Retry-After, or until the reset if no request is left,
 * whichever is longer; null if it does not ask. Atlassian does not publish its headers, so all usual ones are read:
 * `X-RateLimit-*`, `RateLimit-*` and `RateLimit` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
 */
export function askedWaitMs(headers: Headers, now: number): number | null {
  const waits = [retryAfterMs(headers.get('retry-after')?.trim() ?? '', now)];
  for (const [remaining, reset] of counters(headers)) {
    if (remaining?.trim() === '0') waits.push(untilReset(reset?.trim() ?? '', now));
  }
  const known = waits.filter((wait) => wait !== null);
  return known.length > 0 ? Math.min(Math.max(...known), LONGEST_MS) : null;
}

function counters(
  headers: Headers,
): [remaining: string | null | undefined, reset: string | null | undefined][] {
  const field = headers.get('ratelimit') ?? '';
  const part = (name: string) => new RegExp(`(?:^|[;,\\s])${name}=(\\d{1,15})(?!\\d)`, 'i').exec(field)?.[1];
  return [
    [headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')],
    [headers.get('ratelimit-remaining'), headers.get('ratelimit-reset')],
    [part('remaining') ?? part('r'), part('reset') ?? part('t')],
  ];
}

/** A reset is written as seconds from now, as a Unix time in seconds or milliseconds, or as a date. */
function untilReset(reset: string, now: number): number | null {
  if (!/^\d{10,15}$/.test(reset)) return retryAfterMs(reset, now);
  const at = Number(reset);
  return Math.max(0, (at < 1e12 ? at * 1000 : at) - now);
}

/** Seconds or a date, the two forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after ; null for anything else. */
function retryAfterMs(text: string, now: number): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
