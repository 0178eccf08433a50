import { describe, expect, it } from 'vitest';
import { patternProblem, requiredWords } from '../../../src/knowledge/article/pattern.ts';

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
