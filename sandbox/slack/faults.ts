/**
 * A failure of a Web API call that a test asks for. `after`: the call takes effect, but the bot gets no response.
 * `error`: the code of an `ok: false` response. `status`: an HTTP status without a body; a 429 can have `retryAfter` in seconds.
 */
export type Fault =
  | { error: string }
  | { status: number; retryAfter?: number }
  | { reset: 'before' | 'after' }
  | { hang: 'before' | 'after' }
  | { delayMs: number };

/** The faults planned for coming calls, by method. The oldest one applies first. */
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
