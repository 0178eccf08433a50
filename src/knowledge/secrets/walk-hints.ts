/** Walks through a text and calls `found` at each hint, which returns where to go on; null: at the next letter. */
export type WalkHints<T> = (text: string, found: (at: number, what: T) => number | null) => void;

/** Hints: lower-case ASCII, two letters or more, each with what it is a hint of. Most places are passed after a look at two letters. */
export function walkHints<T>(rows: [hint: string, what: T][]): WalkHints<T> {
  /** the place in `groups` of the hints that begin with a pair of letters; 0: none do */
  const groupOf = new Uint8Array(128 * 128);
  const groups: [string, T][][] = [[]];
  for (const row of rows) {
    const pair = pairAt(row[0], 0);
    groupOf[pair] ||= groups.push([]) - 1;
    groups[groupOf[pair]]?.push(row);
  }

  return (text, found) => {
    const last = text.length - 1;
    for (let at = 0; at < last; at += 1) {
      const group = groupOf[pairAt(text, at)];
      if (!group) continue;
      let next = at + 1;
      for (const [hint, what] of groups[group] ?? [])
        if (startsWith(text, at, hint)) next = Math.max(next, found(at, what) ?? 0);
      at = next - 1;
    }
  };
}

const lower = (code: number) => (code >= 65 && code <= 90 ? code | 32 : code);

/** -1 when one of the two letters is not ASCII. */
function pairAt(text: string, at: number): number {
  const one = lower(text.charCodeAt(at));
  const two = lower(text.charCodeAt(at + 1));
  return one > 127 || two > 127 ? -1 : (one << 7) | two;
}

function startsWith(text: string, at: number, hint: string): boolean {
  for (let i = 2; i < hint.length; i += 1)
    if (lower(text.charCodeAt(at + i)) !== hint.charCodeAt(i)) return false;
  return true;
}
