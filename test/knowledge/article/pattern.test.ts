import { describe, expect, it } from 'vitest';
import {
  compilePattern,
  patternOfWords,
  patternProblem,
  requiredWords,
  wordsProblem,
} from '../../../src/knowledge/article/pattern.ts';

describe('words every fitting text must hold', () => {
  it.each<[string, string[]]>([
    ['resource user already exists', ['user', 'already']],
    ['\\bresource\\b', ['resource']],
    ['^resource$', ['resource']],
    ['resource \\[?user\\]?:? with email(?:\\[x\\])? already exists', ['with', 'already']],
    ['a one or two b|three', []],
    ['the (?:red|blue) car is fast', ['car', 'is']],
    ['is the colou?r red or not', ['the', 'red', 'or']],
    ['has been .{0,20} taken by x', ['been', 'taken', 'by']],
    ['with email\\[x\\] already taken', ['email', 'x', 'already']],
    ['is word+ here', []],
  ])('%s', (pattern, words) => {
    expect(requiredWords(pattern)).toEqual(words);
  });
});

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
