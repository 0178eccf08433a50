/** What every engine lets one choose; tests bring their own clock. */
export type InboxSettings = {
  /** milliseconds since 1970 */
  now?: () => number;
  /** how long a dead process keeps its jobs from the others (ms) */
  leaseMs?: number;
  /** runs before a job is dead */
  tries?: number;
  /** pause (ms) after the given failed attempt, from 1 */
  backoff?: (attempt: number) => number;
  /** how long keys and claims are remembered (ms); Slack repeats an event for up to a day */
  keepMs?: number;
};

/** Completes the settings; five tries are spread over about five minutes. */
export function withDefaults(settings: InboxSettings): Required<InboxSettings> {
  return {
    now: Date.now,
    leaseMs: 10_000,
    tries: 5,
    backoff: (attempt) => Math.min(2_000 * 5 ** (attempt - 1), 300_000) * (0.8 + Math.random() * 0.4),
    keepMs: 7 * 86_400_000,
    ...settings,
  };
}
