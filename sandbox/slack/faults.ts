/**
 * A failure of a Web API call that a test asks for. `error`: the code of an `ok: false` response; `kept`: the call took effect all
 * the same. `status`: an HTTP status without a body; a 429 can have `retryAfter` in seconds. `text`: status 200 and no JSON.
 * `after`: the call takes effect, but the bot gets no response; `keptAfterMs`: it takes effect that much later.
 */
export type Fault =
  | { error: string; kept?: boolean }
  | { status: number; retryAfter?: number }
  | { text: string }
  | { reset: 'before' | 'after' }
  | { hang: 'before' | 'after'; keptAfterMs?: number }
  | { delayMs: number };

/** The faults planned for coming calls, by method. The oldest one applies first. */
export function createFaults() {
  let planned: { method: string; fault: Fault; left: number }[] = [];
  return {
    add(method: string, fault: Fault, times = 1): void {
      planned.push({ method, fault, left: times });
    },
    take(method: string): Fault | undefined {
      const entry = planned.find((one) => one.left > 0 && one.method === method);
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
    clear(): void {
      planned = [];
    },
  };
}
