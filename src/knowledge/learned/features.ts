import { isCharacter, isPlaceholder } from './tokens.ts';

/** What a text is made of, as hashes. */
export type Features = Set<number>;

/** FNV-1a, 32 bits (draft-eastlake-fnv), over the UTF-16 units of a word. The same on every machine. */
export function hashOf(word: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 16777619);
  return hash >>> 0;
}

/** Where the hashes of one kind of feature begin, so that kinds do not meet. */
const seedOf = (kind: string): number => hashOf(kind, 2166136261);

/** Runs of one to `longest` words, as hashes, into a set. */
export function addWordGrams(words: string[], longest: number, kind: string, into: Features): void {
  const seed = seedOf(kind);
  for (let from = 0; from < words.length; from += 1) {
    let hash = seed;
    for (let n = 0; n < longest && from + n < words.length; n += 1) {
      hash = Math.imul(hashOf(words[from + n] ?? '', hash) ^ 32, 16777619) >>> 0;
      into.add(hash);
    }
  }
}

/** Parts of three to five characters of each word, with its beginning and end marked; of one to three where a character is a word. */
export function addCharacterGrams(words: string[], kind: string, into: Features): void {
  addWordGrams(words.filter(isCharacter), 3, kind, into);
  const seed = seedOf(kind);
  for (const word of new Set(words)) {
    if (isPlaceholder(word) || isCharacter(word)) continue;
    const marked = `^${word}$`;
    for (let from = 0; from + 3 <= marked.length; from += 1) {
      let hash = hashOf(marked.slice(from, from + 2), seed);
      for (let end = from + 2; end < marked.length && end < from + 5; end += 1) {
        hash = Math.imul(hash ^ marked.charCodeAt(end), 16777619) >>> 0;
        into.add(hash);
      }
    }
  }
}

/** Named values, as hashes, into a set. */
export function addFacts(facts: Record<string, string | number | boolean | null>, into: Features): void {
  const seed = seedOf('fact');
  for (const [name, value] of Object.entries(facts)) into.add(hashOf(`${name}=${value}`, seed));
}

/** How a text is laid out, without its words: runs of punctuation, its length, its lines, whether it asks. */
export function addShapes(text: string, into: Features): void {
  const seed = seedOf('shape');
  let [lines, asks, run] = [1, false, ''];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const letter =
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code > 127;
    if (code === 10) lines += 1;
    if (code === 63) asks = true;
    const mark = letter ? 'a' : code === 10 ? '\n' : code <= 32 ? ' ' : (text[at] ?? '');
    if (mark === 'a' && run.endsWith('a')) continue;
    run = (run + mark).slice(-4);
    for (let from = 0; from + 2 <= run.length; from += 1) into.add(hashOf(run.slice(from), seed));
  }
  let length = 1;
  while (2 ** length < text.length) length += 1;
  addFacts({ length, lines: Math.min(lines, 9), asks }, into);
}
