import { WebAPIRateLimitedError } from '@slack/web-api';
import { RunFailure } from '../../inbox/run-failure.ts';

/** Slack takes about one message a second in a channel (docs.slack.dev/apis/web-api/rate-limits). */
const APART_MS = 1_000;
/** Whoever does not come for this long after its turn (ms) does not come any more. */
const LATE_MS = 60_000;

type Pause = {
  /** the first turn that nobody has */
  free: number;
  /** when each waiting call may be made, by its id */
  turns: Map<string, number>;
  lastCall: number;
};

/** Makes a call in step with others of its kind. */
export type InStep = <T>(kind: string, id: string, call: () => Promise<T>) => Promise<T>;

/**
 * Keeps calls in step with Slack's rate limits. Before the first refusal every call is made at once. After it, all of that kind wait
 * until Slack takes calls again, and each has its own turn, so that waiting costs no further refusals. `id` names a call among
 * those of its kind, the same on every run. Rejects with a `RunFailure` that waits when it is not a call's turn, or Slack asks to
 * wait; else with the call's own error. `now`: milliseconds since 1970.
 */
export function createPace(now: () => number = Date.now): InStep {
  const pauses = new Map<string, Pause>();

  function waitMs(pause: Pause, id: string): number {
    const turn = pause.turns.get(id) ?? Math.max(pause.free, now());
    if (!pause.turns.has(id)) pause.free = turn + APART_MS;
    pause.turns.set(id, turn);
    return Math.max(0, turn - now(), pause.lastCall + APART_MS - now());
  }

  /** The turns of all that wait move back by what Slack asks for. */
  function pauseFor(ms: number, kind: string, id: string) {
    const waiting = [...(pauses.get(kind)?.turns ?? [])]
      .filter(([one, turn]) => one !== id && turn > now() - LATE_MS)
      .sort(([, a], [, b]) => a - b);
    const again = [id, ...waiting.map(([one]) => one)];
    const turnOf = (i: number) => now() + ms + i * APART_MS;
    const turns = new Map(again.map((one, i) => [one, turnOf(i)]));
    pauses.set(kind, { free: turnOf(again.length), turns, lastCall: 0 });
  }

  function endTurn(kind: string, id: string) {
    const pause = pauses.get(kind);
    if (!pause) return;
    pause.turns.delete(id);
    if ([...pause.turns.values()].every((turn) => turn < now() - LATE_MS) && pause.free < now() - APART_MS)
      pauses.delete(kind);
  }

  return async (kind, id, call) => {
    const pause = pauses.get(kind);
    const ms = pause ? waitMs(pause, id) : 0;
    if (ms > 0) throw new RunFailure('Slack takes no message there just now', { afterMs: ms });
    if (pause) pause.lastCall = now();
    try {
      const result = await call();
      endTurn(kind, id);
      return result;
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) {
        endTurn(kind, id);
        throw error;
      }
      const afterMs = error.retryAfter * 1000;
      pauseFor(afterMs, kind, id);
      throw new RunFailure(error.message, { afterMs }, error);
    }
  };
}
