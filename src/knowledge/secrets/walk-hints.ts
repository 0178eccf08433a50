/** Walks through a text and calls `found` at each hint, which returns where to go on; null: at the next letter. */
export type WalkHints<T> = (text: string, found: (at: number, what: T) => number | null) => void;

/** Hints: lower-case ASCII, two letters or more, each with what it is a hint of. Most places are passed after a look at two letters. */
export function walkHints<T>(rows: [hint: string, what: T][]): WalkHints<T> {
  /** the place in `groups` of the hints that begin with a pair of letters; 0: none do */
  const groupOf = new Uint8Array(128 * 128);
  const groups: [string, T][][] = [[]];
  for (const row of rows) {
    const pair = (row[0].charCodeAt(0) << 7) | row[0].charCodeAt(1);
    groupOf[pair] ||= groups.push([]) - 1;
    groups[groupOf[pair]]?.push(row);
  }

  return (text, found) => {
    let before = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const letter = code < 128 ? (LOWER[code] ?? 0) : 0;
      const group = groupOf[(before << 7) | letter] ?? 0;
      before = letter;
      if (group === 0) continue;
      const at = i - 1;
      let next = i;
      for (const [hint, what] of groups[group] ?? [])
        if (startsWith(text, at, hint)) next = Math.max(next, found(at, what) ?? 0);
      if (next === i) continue;
      i = next - 1;
      before = 0;
    }
  };
}

/** ASCII letters as small ones. */
const LOWER = Uint8Array.from({ length: 128 }, (_, code) => lower(code));

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code;
}

function startsWith(text: string, at: number, hint: string): boolean {
  for (let i = 2; i < hint.length; i += 1)
    if (lower(text.charCodeAt(at + i)) !== hint.charCodeAt(i)) return false;
  return true;
}
