/** A text in lower case -> the numbers of those strings that it holds. */
export type StringsIn = (text: string) => Set<number>;

/**
 * Strings of ASCII, in lower case -> finds all of them in one pass over a text, however many there are (the automaton of Aho and
 * Corasick, 1975).
 */
export function stringsIn(strings: string[]): StringsIn {
  /** By state and character, the next state; state 0 is the beginning. */
  const next = new Map<number, number>();
  const key = (state: number, code: number) => state * 128 + code;
  const ends: number[] = [-1];
  const parents: [state: number, code: number][] = [[0, 0]];
  strings.forEach((text, i) => {
    let state = 0;
    for (const char of text) {
      const code = char.charCodeAt(0);
      const known = next.get(key(state, code));
      if (known === undefined) {
        next.set(key(state, code), ends.length);
        parents.push([state, code]);
        ends.push(-1);
      }
      state = known ?? ends.length - 1;
    }
    ends[state] = i;
  });
  const { fail, found } = fallBacks(next, parents, ends);
  const step = (from: number, code: number): number => {
    let state = from;
    for (;;) {
      const to = next.get(state * 128 + code);
      if (to !== undefined) return to;
      if (state === 0) return 0;
      state = fail[state] as number;
    }
  };
  return (text) => {
    const held = new Set<number>();
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = code < 128 ? step(state, code) : 0;
      for (let end = found[state] as number; end > 0; end = found[fail[end] as number] as number)
        held.add(ends[end] as number);
    }
    return held;
  };
}

/**
 * `fail`: of each state, the longest other one that its string ends with. `found`: the state itself where a string ends there, else
 * the next on the way of `fail` where one does, or 0.
 */
function fallBacks(next: Map<number, number>, parents: [number, number][], ends: number[]) {
  const fail = new Int32Array(ends.length);
  const found = new Int32Array(ends.length);
  const depth = new Int32Array(ends.length);
  parents.forEach(([parent], state) => {
    if (state > 0) depth[state] = (depth[parent] as number) + 1;
  });
  const byDepth = Array.from(ends.keys()).sort((a, b) => (depth[a] as number) - (depth[b] as number));
  for (const state of byDepth) {
    const [parent, code] = parents[state] as [number, number];
    if (parent !== 0) {
      let shorter = fail[parent] as number;
      while (shorter !== 0 && !next.has(shorter * 128 + code)) shorter = fail[shorter] as number;
      fail[state] = next.get(shorter * 128 + code) ?? 0;
    }
    found[state] = (ends[state] as number) >= 0 ? state : (found[fail[state] as number] as number);
  }
  return { fail, found };
}
