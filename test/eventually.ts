import { setTimeout as pause } from 'node:timers/promises';

/** How long a test waits for what must come. It only ends a test that would hang: no test depends on speed. */
export const PATIENCE_MS = 60_000;

/** Waits until `holds` no longer throws, and gives its result. By the machine's own clock. */
export async function eventually<T>(holds: () => T | Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(20);
    }
  }
}
