import { RE2JS } from 're2js';

/** A compiled pattern of an article. */
export type Pattern = { test(text: string): boolean };

/**
 * Patterns from outside run in linear time whatever they say; our own are native. Case does not matter. Throws an Error for
 * a source that is not a regular expression.
 */
export function compilePattern(source: string, mounted: boolean): Pattern {
  if (!mounted) return new RegExp(source, 'i');
  const pattern = compiled.get(source) ?? RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  compiled.set(source, pattern);
  return { test: (text) => pattern.matcher(text).find() };
}

/** Checking, using and leaving out what is internal all need a pattern, and compiling takes long. */
const compiled = new Map<string, RE2JS>();

/** What is wrong with a pattern, or null. A native one has to be bounded. */
export function patternProblem(source: string, mounted: boolean): string | null {
  try {
    compilePattern(source, mounted);
  } catch (error) {
    return `the pattern "${source}" is not a regular expression (${String(error)})`;
  }
  const bare = source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return !mounted && /[*+]|\{\d+,\}/.test(bare)
    ? `the pattern "${source}" can back-track without bound; use {0,n} instead of * and +`
    : null;
}

/** A string of fewer characters fits too much. */
const SHORTEST_WORDS = 6;
/** Up to so many characters stand for "…". */
const LONGEST_GAP = 200;

/**
 * A string as an error holds it -> a pattern. "…" stands for whatever differs within its line (a name, a value); how wide
 * blanks are does not matter, nor what else is around the words.
 */
export function patternOfWords(words: string): string {
  const parts = words.split('…').map((part) =>
    part
      .trim()
      .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      .replace(/\s+/g, '\\s{1,20}'),
  );
  const [begin, end] = [/^\w/.test(words), /\w$/.test(words)].map((letter) => (letter ? '\\b' : ''));
  return begin + parts.join(`[^\\n]{0,${LONGEST_GAP}}`) + end;
}

/** What is wrong with strings as errors hold them, or null: very short ones would fit anything. */
export function wordsProblem(strings: string[]): string | null {
  const short = strings.find((words) => words.replace(/[\s…]/g, '').length < SHORTEST_WORDS);
  return short === undefined
    ? null
    : `"${short}" says too little; give at least ${SHORTEST_WORDS} letters of the error`;
}
