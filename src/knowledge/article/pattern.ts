import { RE2JS } from 're2js';

/** A compiled pattern of an article. */
export type Pattern = { test(text: string): boolean };

/**
 * Patterns from outside run in linear time whatever they say; our own are native, and `knowledge:check` sees that they are
 * bounded. Case does not matter. Throws an Error for a source that is not a regular expression.
 */
export function compilePattern(source: string, mounted: boolean): Pattern {
  if (!mounted) return new RegExp(source, 'i');
  const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  return { test: (text) => pattern.matcher(text).find() };
}
