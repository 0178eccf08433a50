/**
 * What may go wrong with a Web API call on purpose. "after": the call took effect, and the bot does not learn of it.
 * `error`: an `ok:false` code; `status`: an HTTP status without a body of Slack's, 429 with `retryAfter` in seconds.
 */
export type Fault =
  | { error: string }
  | { status: number; retryAfter?: number }
  | { reset: 'before' | 'after' }
  | { hang: 'before' | 'after' }
  | { delayMs: number };

/** The faults planned for the next calls, by method; the oldest is taken first. */
export function createFaults() {
  const planned: { method: string; fault: Fault; left: number }[] = [];
  return {
    add(method: string, fault: Fault, times = 1): void {
      planned.push({ method, fault, left: times });
    },
    take(method: string): Fault | undefined {
      const entry = planned.find((one) => one.left > 0 && one.method === method);
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}
