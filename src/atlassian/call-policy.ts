import { setTimeout as pause } from 'node:timers/promises';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { Attempt, ReadResult } from './attempt.ts';
import type { Budget } from './budget.ts';
import { limited } from './reasons.ts';

const LIMITS = {
  /** retries after the first attempt */
  retries: 2,
  firstPauseMs: 250,
  /** a pause is worth it only when at least this is left afterwards */
  leastMsToAnswer: 200,
  failuresBeforeBreak: 5,
  breakMs: 10_000,
} as const;

type Planned = Attempt & { retryInMs: number | null };

/**
 * The one policy of a call: a time limit per attempt, inside a circuit breaker, inside retries, and none of it before the time
 * until which the service asked for silence. The retry pause of cockatiel does not listen to a signal, so a retry is planned
 * only where its pause fits into the budget.
 */
export function callPolicy(attemptMs: number) {
  const again = handleWhenResult((planned) => (planned as Planned).retryInMs !== null);
  const failed = handleWhenResult((planned) => (planned as Planned).serviceFailed);
  const policy = wrap(
    retry(again, {
      maxAttempts: LIMITS.retries,
      backoff: new DelegateBackoff(({ result }) =>
        'value' in result ? ((result.value as Planned).retryInMs ?? 0) : 0,
      ),
    }),
    circuitBreaker(failed, {
      breaker: new ConsecutiveBreaker(LIMITS.failuresBeforeBreak),
      halfOpenAfter: LIMITS.breakMs,
    }),
    timeout(attemptMs, TimeoutStrategy.Cooperative),
  );
  let quietUntil = 0;

  return async (
    run: (signal: AbortSignal) => Promise<Attempt>,
    budget: Budget,
  ): Promise<ReadResult<unknown>> => {
    const silenceMs = quietUntil - performance.now();
    if (silenceMs > 0) {
      if (!fits(silenceMs, budget)) return { ok: false, reason: limited(silenceMs) };
      await pause(silenceMs, undefined, { signal: budget.signal });
    }
    const { result } = await policy.execute(async ({ signal, attempt }) => {
      const made = await run(signal);
      quietUntil = Math.max(quietUntil, performance.now() + (made.waitMs ?? 0));
      return plan(made, attempt, budget);
    }, budget.signal);
    return result;
  };
}

function plan(attempt: Attempt, retries: number, budget: Budget): Planned {
  const pauseMs = Math.max(attempt.waitMs ?? 0, LIMITS.firstPauseMs * 2 ** retries);
  // An attempt cut short by the budget says nothing about the service.
  const serviceFailed = attempt.serviceFailed && !budget.signal.aborted;
  return {
    ...attempt,
    serviceFailed,
    retryInMs: attempt.transient && fits(pauseMs, budget) ? pauseMs : null,
  };
}

/** Is there time for an answer after the pause? */
function fits(pauseMs: number, budget: Budget): boolean {
  return pauseMs + LIMITS.leastMsToAnswer < budget.msLeft();
}
