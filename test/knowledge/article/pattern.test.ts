import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  patternOfWords,
  patternProblem,
  wordsProblem,
} from '../../../src/knowledge/article/pattern.ts';

describe('a pattern that only back-tracking could match', () => {
  it.each(['(a)\\1', 'a(?=b)'])('%s may be ours, but not a mounted one', (pattern) => {
    expect(patternProblem(pattern, false)).toBeNull();
    expect(patternProblem(pattern, true)).toMatch('is not a regular expression');
  });
});

describe('a string as an error holds it', () => {
  it.each([false, true])('fits where it stands as words, whatever is around it (mounted: %s)', (mounted) => {
    const fits = (words: string, text: string) => compilePattern(patternOfWords(words), mounted).test(text);
    expect(fits("Namespace can't be blank (1)", "x: namespace can't  be\nblank (1), y")).toBe(true);
    expect(fits('is taken', 'This is taken.')).toBe(true);
    expect(fits('is taken', 'It is takenover')).toBe(false);
    expect(fits('group … not found', 'Group "a b" was not found')).toBe(true);
    expect(fits('group … not found', 'group\nnot found')).toBe(false);
    expect(fits('a.b failed', 'axb failed')).toBe(false);
  });

  it('has enough letters to mean something', () => {
    expect(wordsProblem(['user name taken', 'no … it'])).toMatch('"no … it" says too little');
    expect(wordsProblem(['user name taken'])).toBeNull();
  });
});
