import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer.ts';
import { cardOf, factsCardOf, QUOTABLE, quoteCard, shortCardOf } from '../../src/card/card.ts';
import { SEED } from '../knowledge/seed.ts';
import { answerTo, factsOf, HOLDER, partsOf, scimError } from './cards.ts';

const NO_ARTICLE = scimError(418, 'The kettle at https://evil.example/x sings a song.');

/** The answer with its first verdict changed. */
function changed(answer: Answer, verdict: Partial<Answer['diagnoses'][number]['verdict']>): Answer {
  const diagnoses = answer.diagnoses.map((one) => ({ ...one, verdict: { ...one.verdict, ...verdict } }));
  return { ...answer, diagnoses };
}
const texts = (card: ReturnType<typeof cardOf>) => JSON.stringify(card);

describe('the card of an article', () => {
  it('says the verdict first, then who can fix it, what was checked, the steps, and the source last', async () => {
    const card = cardOf(await answerTo(SEED, factsOf(HOLDER)), { orgId: 'org-1' });
    expect(card.map((part) => ('label' in part ? part.label : part.kind))).toEqual([
      'title',
      'text',
      'Who can fix it',
      'What I checked',
      'links',
      'Steps, because your organisation manages the account and no identity provider syncs it',
      'How to verify',
      'When to escalate',
      'note',
    ]);
  });

  it('has no list of facts where there are none', async () => {
    expect(texts(cardOf(await answerTo(SEED)))).not.toContain('What I checked');
  });

  it('names what it was read from, of which nothing becomes a link', async () => {
    const card = texts(cardOf(await answerTo('HTTP/1.1 409 Conflict from https://x.example/scim/v2/Users')));
    expect(card).toContain('x.example/scim/v2/Users');
    expect(card).not.toContain('https://x.example');
  });

  it('has one set of steps where the facts decide', async () => {
    expect(partsOf(cardOf(await answerTo(SEED, factsOf(HOLDER))), 'steps')).toHaveLength(1);
  });

  it('names what is missing where they do not, and folds more than two cases', async () => {
    const unknown = cardOf(await answerTo(SEED, factsOf({}, ['accountsFound'])));
    const [byHand, ...cases] = partsOf(unknown, 'steps');
    expect(byHand?.label).toContain('accounts with this address');
    expect(byHand).not.toHaveProperty('folded');
    expect(cases.length).toBeGreaterThan(2);
    expect(cases.every(({ folded }) => folded)).toBe(true);

    const nobody = cardOf(
      await answerTo(SEED, factsOf({ accountsFound: 0, domainStatus: 'verified' }, ['scimLinks'])),
    );
    const [, ...two] = partsOf(nobody, 'steps');
    expect(two).toHaveLength(2);
    expect(two.some(({ folded }) => folded)).toBe(false);
  });

  it('says why nothing was checked, and then nothing of facts', async () => {
    const answer = await answerTo(SEED);
    const [first] = answer.diagnoses;
    if (!first) throw new Error('no error was found');
    const notChecked = { ...first, facts: factsOf(HOLDER), notChecked: { unavailable: 'nobody asked' } };
    const card = cardOf({ ...answer, diagnoses: [notChecked] });
    expect(texts(card)).toContain('which account holds the address, because nobody asked.');
    expect(texts(card)).not.toContain('What I checked');
  });

  it('shows an internal part only where every reader is of the team', async () => {
    const answer = await answerTo(SEED);
    const article = answer.diagnoses[0]?.verdict.article;
    if (!article) throw new Error('no article was found');
    const internal = [
      {
        heading: 'For us',
        words: [{ kind: 'paragraph', line: 1, inlines: [{ kind: 'text', text: 'the vault' }] }],
      },
    ] as typeof article.internal;
    const inside = changed(answer, { article: { ...article, internal } });
    expect(texts(cardOf(inside, { internal: true }))).toContain('For us (internal)');
    expect(texts(cardOf(inside, { internal: false }))).not.toContain('the vault');
    expect(texts(cardOf(inside))).not.toContain('the vault');
  });

  it('says when a language model chose it, and how often the error occurs', async () => {
    const byModel = changed(await answerTo(`${SEED}}\n${SEED}}`), { decidedBy: 'model' });
    const note = partsOf(cardOf(byModel), 'note').at(-1)?.text;
    expect(note).toMatch(/^Chosen by a language model; check before acting\. Read from your paste: /);
    expect(note).toMatch(/ 2 times\./);
    expect(partsOf(cardOf(await answerTo(SEED)), 'note').at(-1)?.text).not.toMatch(/language model|times/);
  });
});

describe('the card where nothing was decided', () => {
  it('asks for an error where there is none', async () => {
    expect(cardOf(await answerTo('good morning'))).toMatchObject([
      { kind: 'text', text: expect.stringMatching(/^I found no SCIM error/) },
    ]);
  });

  it('repeats what the service said, of which nothing becomes a link', async () => {
    const card = texts(cardOf(await answerTo(NO_ARTICLE)));
    expect(card).toContain('evil.example/x sings a song.');
    expect(card).not.toContain('https://evil');
  });

  it('names candidates and does not guess; then it asks nothing', async () => {
    const answer = await answerTo(NO_ARTICLE);
    const article = (await answerTo(SEED)).diagnoses[0]?.verdict.article;
    if (!article) throw new Error('no article was found');
    const several = cardOf(changed(answer, { article: null, candidates: [article, article] }));
    expect(partsOf(several, 'list')[0]?.items).toEqual([article.title, article.title]);
    expect(texts(several)).not.toContain('One question');
    expect(texts(cardOf(answer))).toContain('One question');
  });

  it.each([
    ['the detail', scimError(418, ''), 'what does the service say'],
    ['the status', '{"scimType":"odd","detail":"The kettle sings a song."}', 'which HTTP status'],
    ['the provider', NO_ARTICLE, 'which identity provider or client'],
    ['the attribute', `Okta: ${NO_ARTICLE}`, 'which attribute'],
  ])('asks for what would decide: %s', async (_what, text, question) => {
    expect(texts(cardOf(await answerTo(text)))).toContain(question);
  });
});

it('the facts for one person alone leave the article out', async () => {
  const card = factsCardOf(await answerTo(SEED, factsOf(HOLDER)), { orgId: 'org-1' });
  expect(card[0]).toEqual({ kind: 'title', text: 'Only for you: example@example.com' });
  expect(texts(card)).toContain('e-mail verified: yes');
  expect(partsOf(card, 'links')).toHaveLength(1);
  expect(texts(card)).not.toContain('When to escalate');
});

it('a repeat is answered in short, without folded cases, with a link to the first answer', async () => {
  const card = shortCardOf(await answerTo(SEED, factsOf({}, ['accountsFound'])), 'https://slack.example/1');
  expect(partsOf(card, 'steps')).toHaveLength(1);
  expect(partsOf(card, 'links')[0]?.links[0]?.url).toBe('https://slack.example/1');
});

it('an article is quoted in its own order, only the parts asked for', async () => {
  const article = (await answerTo(SEED)).diagnoses[0]?.verdict.article;
  if (!article) throw new Error('no article was found');
  const labels = (ids: string[]) =>
    quoteCard(article, ids).map((part) => ('label' in part ? part.label : part.kind));
  expect(labels(['escalate', 'steps', 'nothing'])).toEqual(['title', 'Steps', 'When to escalate']);
  expect(labels(QUOTABLE.map(({ id }) => id))).toHaveLength(6);
});
