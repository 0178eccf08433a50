import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  wrap,
} from 'cockatiel';

/** How one try ended, as far as the policy asks. */
export type Tried = {
  /** may go better when tried again */
  transient: boolean;
  /** counts against the service, not against our request */
  serviceFailed: boolean;
  /** for how long the service asked us not to come back (ms) */
  waitMs: number | null;
};

type Options = {
  /** tries after the first */
  retries: number;
  /** before the first of them (ms); the pause doubles each time, and is never shorter than the service asks for */
  firstPauseMs: number;
  /** how long a service is left alone that failed several times in a row (ms) */
  breakMs: number;
};

type Limits = {
  signal: AbortSignal;
  /** is there time for such a pause, and a try after it? */
  fits(pauseMs: number): boolean;
};

type Planned<T> = { made: T; retryInMs: number | null };

const FAILURES_BEFORE_BREAK = 5;

/**
 * The one policy by which a service is asked: retries around a circuit breaker. Make it once for all calls that fail together. The
 * pause of cockatiel does not listen to a signal, so a retry is planned only where `fits` says so. Rejects with cockatiel's
 * `BrokenCircuitError` while the service is left alone, and with what `attempt` rejects with.
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
