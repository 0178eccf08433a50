import { describe, expect, it } from 'vitest';
import { answerButtons } from '../../src/card/answer-buttons.ts';
import type { CardPart } from '../../src/card/card-part.ts';
import { SEED } from '../knowledge/seed.ts';
import { answerTo, factsOf, HOLDER, partsOf, scimError } from './cards.ts';

type Options = Parameters<typeof answerButtons>[1];
const options = (more: Partial<Options> = {}): Options => ({
  value: 'v1',
  place: 'thread',
  canEscalate: false,
  ...more,
});
const actions = (card: CardPart[]) =>
  partsOf(card, 'buttons').flatMap(({ buttons }) => buttons.map(({ action }) => action));

describe('the buttons under an answer', () => {
  it.each<[string, Partial<Options>, string[]]>([
    ['in a thread', {}, ['solved', 'modal:still_stuck', 'check_again', 'support_pack']],
    [
      'unasked',
      { place: 'unasked' },
      ['solved', 'modal:still_stuck', 'check_again', 'support_pack', 'not_relevant'],
    ],
    [
      'for one person alone',
      { place: 'aside', canPost: true },
      ['check_again', 'support_pack', 'post_in_thread'],
    ],
    ['in a direct message', { place: 'private', canEscalate: true }, ['check_again', 'support_pack']],
    [
      'where there is somebody to escalate to',
      { canEscalate: true },
      ['solved', 'modal:still_stuck', 'check_again', 'support_pack', 'escalate'],
    ],
  ])('%s', async (_where, more, expected) => {
    expect(actions(answerButtons(await answerTo(SEED, factsOf(HOLDER)), options(more)))).toEqual(expected);
  });

  it('each carry what the card is about', async () => {
    const [row] = partsOf(answerButtons(await answerTo(SEED, factsOf(HOLDER)), options()), 'buttons');
    expect(row?.buttons.every(({ value }) => value === 'v1')).toBe(true);
  });

  it('ask which case it is while that is open, and offer all cases where some are folded', async () => {
    const open = answerButtons(await answerTo(SEED), options());
    expect(actions(open).filter((action) => action.startsWith('branch:'))).toHaveLength(5);
    expect(actions(open)).toContain('show_all');
    const two = answerButtons(
      await answerTo(SEED, factsOf({ accountsFound: 0, domainStatus: 'verified' }, ['scimLinks'])),
      options(),
    );
    expect(actions(two).filter((action) => action.startsWith('branch:'))).toHaveLength(2);
    expect(actions(two)).not.toContain('show_all');
  });

  it('offer no look-up for an error without an address, nor where nothing is looked up', async () => {
    const without = SEED.replace('example@example.com', '');
    expect(actions(answerButtons(await answerTo(without), options()))).not.toContain('check_again');
    const plain = scimError(401, 'The token of jane@example.com is invalid');
    expect(actions(answerButtons(await answerTo(plain), options()))).not.toContain('check_again');
  });

  it('offer up to five candidates', async () => {
    const answer = await answerTo(scimError(418, 'The kettle sings a song.'));
    const article = (await answerTo(SEED)).diagnoses[0]?.verdict.article;
    if (!article) throw new Error('no article was found');
    const [first] = answer.diagnoses;
    if (!first) throw new Error('no error was found');
    const candidates = Array.from({ length: 7 }, (_, i) => ({ ...article, id: `a${i}` }));
    const several = { ...answer, diagnoses: [{ ...first, verdict: { ...first.verdict, candidates } }] };
    const offered = actions(answerButtons(several, options())).filter((action) =>
      action.startsWith('article:'),
    );
    expect(offered).toEqual(['article:a0', 'article:a1', 'article:a2', 'article:a3', 'article:a4']);
  });

  it('are none where no error was found', async () => {
    expect(answerButtons(await answerTo('good morning'), options())).toEqual([]);
  });
});
