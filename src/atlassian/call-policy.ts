import { isBrokenCircuitError } from 'cockatiel';
import { retryPolicy } from '../http/retry-policy.ts';
import type { Attempt, ReadResult } from './attempt.ts';
import type { Budget } from './budget.ts';
import { limited, REASONS } from './reasons.ts';

/** A pause is worth it only when at least this is left afterwards (ms). */
const LEAST_TO_ANSWER = 200;

/**
 * How one call of the list is made: a time limit per attempt and the policy of all services, and nothing of it before the time
 * until which Atlassian asked for silence.
 */
export function callPolicy(attemptMs: number) {
  const tried = retryPolicy({ retries: 2, firstPauseMs: 250, breakMs: 10_000 });
  let quietUntil = 0;

  return async (
    run: (signal: AbortSignal) => Promise<Attempt>,
    budget: Budget,
  ): Promise<ReadResult<unknown>> => {
    const fits = (pauseMs: number) => pauseMs + LEAST_TO_ANSWER < budget.msLeft();
    const silenceMs = quietUntil - performance.now();
    if (silenceMs > 0) {
      if (!fits(silenceMs)) return { ok: false, reason: limited(silenceMs) };
      await new Promise((resolve) => setTimeout(resolve, silenceMs));
    }
    const attempt = async (): Promise<Attempt> => {
      const made = await run(AbortSignal.any([budget.signal, AbortSignal.timeout(attemptMs)]));
      quietUntil = Math.max(quietUntil, performance.now() + (made.waitMs ?? 0));
      // An attempt cut short by the budget says nothing about the service.
      return { ...made, serviceFailed: made.serviceFailed && !budget.signal.aborted };
    };
    try {
      return (await tried(attempt, { signal: budget.signal, fits })).result;
    } catch (error) {
      if (isBrokenCircuitError(error)) return { ok: false, reason: REASONS.CIRCUIT_OPEN };
      throw error;
    }
  };
}
