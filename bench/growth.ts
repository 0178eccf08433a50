import { hostileShapes } from './hostile-shapes.ts';
import { type Reader, wordsOfPatterns } from './readers.ts';
import { leastTime } from './stopwatch.ts';

/** Characters of a small and a large text. */
const SIZES = [10_000, 1_000_000] as const;
/** The time grows with the size to the power of this, at most: 1 is linear, 2 means that ten times the text takes a hundred times. */
export const HIGHEST_EXPONENT = 1.2;
/** Shorter times (ms) say nothing: they are mostly the call itself. */
const SHORTEST_MS = 0.2;
/** How often a growth that looks too fast is measured again: other programs make single runs longer. */
const AGAIN = 4;

export type Growth = { shape: string; exponent: number; largeMs: number };

/** How the time of a reader grows on every hostile shape of text. */
export function growths(read: Reader): Growth[] {
  return hostileShapes(wordsOfPatterns()).map(([shape, textOf]) => ({
    shape,
    ...growthOf(read, textOf(SIZES[0]), textOf(SIZES[1])),
  }));
}

function growthOf(read: Reader, small: string, large: string): Pick<Growth, 'exponent' | 'largeMs'> {
  read(small);
  let smallMs = leastTime(() => read(small), 3);
  let largeMs = leastTime(() => read(large), 1);
  for (let i = 0; i < AGAIN && exponentOf(smallMs, largeMs) > HIGHEST_EXPONENT; i += 1) {
    smallMs = Math.min(
      smallMs,
      leastTime(() => read(small), 5),
    );
    largeMs = Math.min(
      largeMs,
      leastTime(() => read(large), 2),
    );
  }
  return { exponent: exponentOf(smallMs, largeMs), largeMs };
}

function exponentOf(smallMs: number, largeMs: number): number {
  const grown = Math.max(largeMs, SHORTEST_MS) / Math.max(smallMs, SHORTEST_MS);
  return Math.log(grown) / Math.log(SIZES[1] / SIZES[0]);
}
