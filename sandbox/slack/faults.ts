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
  /** channels that take one post in so many milliseconds, and when the last one was taken */
  const limits = new Map<string, { everyMs: number; last: number }>();
  let planned: { method: string; fault: Fault; left: number }[] = [];
  return {
    add(method: string, fault: Fault, times = 1): void {
      planned.push({ method, fault, left: times });
    },
    limit(channel: string, everyMs: number): void {
      limits.set(channel, { everyMs, last: 0 });
    },
    take(method: string, channel: string): Fault | undefined {
      const limit = method === 'chat.postMessage' ? limits.get(channel) : undefined;
      const waitMs = limit ? limit.last + limit.everyMs - Date.now() : 0;
      if (waitMs > 0) return { status: 429, retryAfter: Math.ceil(waitMs / 1000) };
      if (limit) limit.last = Date.now();
      const entry = planned.find((one) => one.left > 0 && one.method === method);
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
    clear(): void {
      planned = [];
    },
  };
}
