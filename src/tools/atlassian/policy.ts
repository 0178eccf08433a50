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
import type { Budget } from '../budget.ts';
import type { Attempt } from './attempt.ts';

const LIMITS = {
  /** retries after the first attempt */
  retries: 2,
  firstPauseMs: 250,
  /** a retry is worth its pause only when at least this is left afterwards */
  leastMsToAnswer: 200,
  failuresBeforeBreak: 5,
  breakMs: 10_000,
} as const;

type Planned = Attempt & { retryInMs: number | null };

/**
 * The one policy of a call: a time limit per attempt, inside a circuit breaker, inside retries. The retry pause of
 * cockatiel does not listen to a signal, so a retry is planned only where its pause fits into the budget.
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
  return (run: (signal: AbortSignal) => Promise<Attempt>, budget: Budget): Promise<Attempt> =>
    policy.execute(
      async (context) => plan(await run(context.signal), context.attempt, budget),
      budget.signal,
    );
}

function plan(attempt: Attempt, retries: number, budget: Budget): Planned {
  const pauseMs = Math.max(attempt.waitMs ?? 0, LIMITS.firstPauseMs * 2 ** retries);
  const fits = pauseMs + LIMITS.leastMsToAnswer < budget.msLeft();
  // An attempt cut short by the budget says nothing about the service.
  const serviceFailed = attempt.serviceFailed && !budget.signal.aborted;
  return { ...attempt, serviceFailed, retryInMs: attempt.transient && fits ? pauseMs : null };
}
