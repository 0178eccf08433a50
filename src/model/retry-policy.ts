import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  retry,
  wrap,
} from 'cockatiel';
import OpenAI from 'openai';

const LIMITS = { failuresBeforeBreak: 5, breakMs: 30_000, pauseMs: 300, longestPauseMs: 2000 };

/**
 * One more try after a passing failure, and a breaker: a server that failed or did not answer in time five times in a row is left
 * alone for half a minute.
 */
export function steadied() {
  return wrap(
    retry(
      handleWhen((error) => passing(error) && pause(error) <= LIMITS.longestPauseMs),
      {
        maxAttempts: 1,
        backoff: new DelegateBackoff(({ result }: IRetryBackoffContext<unknown>) =>
          pause('error' in result ? result.error : null),
        ),
      },
    ),
    circuitBreaker(
      handleWhen((error) => passing(error) || error instanceof OpenAI.APIUserAbortError),
      {
        breaker: new ConsecutiveBreaker(LIMITS.failuresBeforeBreak),
        halfOpenAfter: LIMITS.breakMs,
      },
    ),
  );
}

/** The server is busy or broken, not the question (https://platform.openai.com/docs/guides/error-codes). */
function passing(error: unknown): boolean {
  return (
    error instanceof OpenAI.APIError &&
    (error.status === undefined || error.status === 429 || error.status >= 500) &&
    !(error instanceof OpenAI.APIUserAbortError)
  );
}

/** How long to wait before the next try (ms): as long as the server asks for. */
function pause(error: unknown): number {
  const asked = error instanceof OpenAI.APIError ? Number(error.headers?.get('retry-after') ?? 0) : 0;
  return Math.max(LIMITS.pauseMs, Number.isFinite(asked) ? asked * 1000 : 0);
}
