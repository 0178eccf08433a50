import { expect, it } from 'vitest';
import { summary } from '../../src/store/feedback.ts';

const answered = (card: string, article: string | null, category = 'other') => ({
  card,
  article,
  category,
  channel: 'C1',
  asked: true,
  at: 1,
});

it('counts each card once, by the latest feedback on it, most answered article first', () => {
  const figures = summary(
    [
      answered('1', 'a'),
      answered('2', 'b'),
      answered('3', 'b'),
      answered('3', 'b'),
      answered('4', null, 'license-limit'),
    ],
    [
      { card: '2', article: 'b', kind: 'stuck', reason: 'no permission', at: 5 },
      { card: '3', article: 'b', kind: 'solved', at: 6 },
      { card: '3', article: 'b', kind: 'stuck', reason: 'old', at: 2 },
      { card: '1', article: 'a', kind: 'not_relevant', at: 3 },
      { card: 'of another time', article: 'a', kind: 'solved', at: 3 },
    ],
  );
  expect(figures).toEqual([
    {
      article: 'b',
      category: 'other',
      answered: 2,
      solved: 1,
      stuck: 1,
      notRelevant: 0,
      reasons: ['no permission'],
    },
    { article: 'a', category: 'other', answered: 1, solved: 0, stuck: 0, notRelevant: 1, reasons: [] },
    {
      article: null,
      category: 'license-limit',
      answered: 1,
      solved: 0,
      stuck: 0,
      notRelevant: 0,
      reasons: [],
    },
  ]);
});

it('names the reasons of those who are still stuck, newest first', () => {
  const stuck = (card: string, reason: string, at: number) =>
    ({ card, article: 'a', kind: 'stuck', reason, at }) as const;
  const [figures] = summary(
    [answered('1', 'a'), answered('2', 'a'), answered('3', 'a')],
    [stuck('2', 'newest', 9), stuck('1', 'older', 5), stuck('3', 'oldest', 1)],
  );
  expect(figures?.reasons).toEqual(['newest', 'older', 'oldest']);
});
