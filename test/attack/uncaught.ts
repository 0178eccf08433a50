import { setTimeout as pause } from 'node:timers/promises';

/** Notes errors that nobody caught: without the last resort of `src/survive-uncaught.ts`, each of them ends the process. */
export function watchForUncaught() {
  const seen: string[] = [];
  const note = (error: unknown) => {
    seen.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return {
    /** what was seen since the last call; null: nothing */
    async take(): Promise<string | null> {
      // Node reports a rejection after the microtasks of its turn.
      await pause(1);
      return seen.splice(0).join('\n') || null;
    },
    stop() {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
    },
  };
}
