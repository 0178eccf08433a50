import { vi } from 'vitest';

/** How long a test waits for what must come. It only ends a test that would hang: no test depends on speed. */
export const PATIENCE_MS = 60_000;

/** Waits until `holds` no longer throws, and gives its result. */
export function eventually<T>(holds: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(holds, { timeout: PATIENCE_MS, interval: 20 });
}
