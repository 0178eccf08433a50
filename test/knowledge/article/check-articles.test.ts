import { expect, it } from 'vitest';
import { checkArticles } from '../../../src/knowledge/article/check-articles.ts';
import { problemText } from '../../../src/knowledge/article/problem.ts';
import { parseArticles } from '../../../src/knowledge/article/read-articles.ts';
import { ownArticle } from './own-article.ts';

/** The problems of an article of ours with this pattern, without those about samples. */
function problems(detail: string): string[] {
  const markdown = ownArticle().replace("'x'", `'${detail}'`);
  const files = parseArticles([{ file: 'own.md', mounted: false, markdown }]);
  const checks = { samplesOf: () => '/nowhere', longest: 100, lengthOf: () => 1 };
  return checkArticles(files, checks)
    .flatMap((one) => one.problems.map(problemText))
    .filter((problem) => !problem.includes('samples'));
}

it.each(['(a+)+b', 'a*b', 'x.{2,}y', '\\w+@'])(
  'our own pattern %s can back-track without bound',
  (detail) => {
    expect(problems(detail)).toEqual([
      expect.stringMatching(
        /own\.md:6: front matter: matches\.0\.detail: the pattern .* can back-track without bound/,
      ),
    ]);
  },
);

it.each(['a{0,20}b', 'a\\+b', '[*+]x', 'x.{0,80}y'])('our own pattern %s is bounded', (detail) => {
  expect(problems(detail)).toEqual([]);
});

it('internal words may be in an internal section, and nowhere else', () => {
  const wordsIn = (more: string) => {
    const files = parseArticles([{ file: 'own.md', mounted: true, markdown: ownArticle() + more }]);
    const checks = { samplesOf: () => '/nowhere', longest: 100, lengthOf: () => 1 };
    return checkArticles(files, checks)
      .flatMap((one) => one.problems.map(problemText))
      .filter((problem) => problem.includes('internal material'));
  };
  expect(wordsIn('Confidential.\n')).toHaveLength(1);
  expect(wordsIn('\n## Internal: For us\n\nConfidential.\n')).toEqual([]);
});
