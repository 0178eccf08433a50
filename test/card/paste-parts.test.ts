import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer.ts';
import { cardOf, factsCardOf, shortCardOf } from '../../src/card/card.ts';
import { cardText } from '../../src/card/card-text.ts';
import { pasteParts } from '../../src/card/paste-parts.ts';
import { SEED } from '../knowledge/seed.ts';
import { answerTo, partsOf, scimError } from './cards.ts';

const taken = (name: string) => `Resource [USER]: with email[${name}@example.com] already exists.`;
const words = async (text: string, more: Partial<Answer> = {}) =>
  cardText(pasteParts({ ...(await answerTo(text)), ...more }));
const table = (...rows: string[]) => ['SCIM log', 'user,status,error', ...rows].join('\n');

describe('several errors', () => {
  it('are counted by cause, most people first, with three of the people of each', async () => {
    const rows = ['ada', 'bob', 'cy', 'dee'].map((name) => `${name}@example.com,failed,${taken(name)}`);
    const text = table('eve@example.com,failed,phoneNumbers is invalid', ...rows, 'fay@example.com,success,');
    const answer = await answerTo(text);
    const [least, most] = answer.diagnoses.map(({ verdict }) => verdict.article?.title);
    expect(cardText(pasteParts(answer))).toBe(`5 of 6 rows failed. 5 errors, 2 causes:
- ${most} (4): \`ada@example.com, bob@example.com, cy@example.com\` and 1 more
- ${least}: \`eve@example.com\`

The steps below are for \`eve@example.com\`. I did not look up the others; send one on its own to get its steps.`);
  });

  it('that name nobody are told by their words, of which nothing becomes a link', async () => {
    const text = [1, 2, 3, 4].map((i) => scimError(418, `Widget ${i} is at https://evil.example`)).join('\n');
    const said = await words(text);
    expect(said).toContain('4 errors, 1 cause');
    expect(said).toMatch(/"Widget 1 .+", "Widget 2 .+", "Widget 3 .+"` and 1 more/);
    expect(said).not.toContain('https://evil');
    expect(said).toContain('The steps below are for the first error. Send another on its own');
  });

  it('with many causes are cut, and the card says how many are left', async () => {
    const statuses = [401, 403, 404, 405, 412, 413, 429, 500];
    const text = statuses.map((status, i) => scimError(status, `odd ${i}`)).join('\n');
    const items = partsOf(pasteParts(await answerTo(text)), 'list')[0]?.items ?? [];
    expect(items).toHaveLength(7);
    expect(items.at(-1)).toBe('and 2 more causes, with 2 errors');
  });

  it('are below the verdict of the first', async () => {
    const card = cardOf(await answerTo(`${SEED}}\n${scimError(404, 'User 7 not found')}`));
    expect(card.slice(0, 2).map(({ kind }) => kind)).toEqual(['title', 'list']);
  });

  it('are named in a short card, and their number in the one with facts', async () => {
    const answer = await answerTo(`${SEED}}\n${scimError(404, 'User 7 not found')}`);
    expect(cardText(shortCardOf(answer, 'https://slack.example/1'))).toContain('2 errors, 2 causes');
    expect(cardText(factsCardOf(answer))).toContain('the first of 2 errors, none of the others');
  });
});

describe('one error', () => {
  it('gets no further words', async () => {
    expect(await words(SEED)).toBe('');
    expect(cardText(factsCardOf(await answerTo(SEED)))).not.toContain('none of the others');
  });

  it('among rows is counted', async () => {
    expect(await words(table(`ada@example.com,failed,${taken('ada')}`, 'eve@example.com,success,'))).toBe(
      '1 of 2 rows failed.',
    );
  });
});

describe('what was not read', () => {
  it.each([
    [
      'characters',
      SEED,
      { characters: { read: 400_000, unread: 834_567 } },
      'I read the first 400,000 of 1,234,567 characters.',
    ],
    [
      'characters without an error',
      'hello',
      { characters: { read: 400_000, unread: 1 } },
      'I read the first 400,000 of 400,001',
    ],
    [
      'rows',
      table(`ada@example.com,failed,${taken('ada')}`, 'bob@example.com,pending,'),
      {},
      'I left out 1 row without a result that I know.',
    ],
  ])('is said: %s', async (_what, text, more, said) => {
    const answer = { ...(await answerTo(text)), ...more };
    expect(cardText(cardOf(answer))).toContain(said);
  });
});

it('rows that worked or were skipped are no errors, and the card says so', async () => {
  const said = cardText(
    cardOf(await answerTo(table('ada@example.com,success,', 'bob@example.com,skipped,'))),
  );
  expect(said).toContain('I read 2 rows and none failed: 1 worked, 1 skipped.');
  expect(said).toContain('A skipped row is no error');
  expect(said).not.toContain('Paste the whole error');
});
