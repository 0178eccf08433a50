import { describe, expect, it } from 'vitest';
import { answerJson } from '../../src/card/answer-json.ts';
import { SEED } from '../knowledge/seed.ts';
import { answerTo, factsOf, HOLDER, scimError } from './cards.ts';

describe('an answer as JSON', () => {
  it('of one error has one verdict', async () => {
    const json = answerJson(await answerTo(SEED));
    expect(json).not.toHaveProperty('verdicts');
    expect(json.verdict).toMatchObject({ article: 'email-held-by-another-account', branch: null });
  });

  it('of several errors has the first one’s verdict, and all of them', async () => {
    const json = answerJson(await answerTo(`${scimError(404, 'User not found')}\n${SEED}}`));
    expect(json.errors).toHaveLength(2);
    expect(json.verdicts).toHaveLength(2);
    expect(json.verdict).toEqual(json.verdicts?.[0]);
  });

  it('of several errors has their causes, most people first, and how often each was there', async () => {
    const taken = (name: string) =>
      scimError(409, `Resource [USER]: with email[${name}@example.com] already exists.`);
    const text = [scimError(404, 'User 7 not found'), taken('ada'), taken('bob'), taken('ada')].join('\n');
    const json = answerJson(await answerTo(text));
    expect(json.errors.map(({ times }) => times)).toEqual([1, 2, 1]);
    expect(json.causes).toEqual([
      {
        article: 'email-held-by-another-account',
        category: 'duplicate-user',
        whoCanFix: 'org-admin',
        errors: [1, 2],
      },
      expect.objectContaining({ category: 'not-found', errors: [0] }),
    ]);
    expect(answerJson(await answerTo(SEED))).not.toHaveProperty('causes');
  });

  it('has the rows, and the characters that were not read, where there are some', async () => {
    const answer = await answerTo(
      'SCIM log\nuser,status,error\nada@example.com,failed,User already exists\nbob@example.com,ok,',
    );
    const rows = { read: 2, failed: 1, succeeded: 1, skipped: 0, unread: 0 };
    expect(answerJson({ ...answer, characters: { read: 400_000, unread: 7 } })).toMatchObject({
      rows,
      unread: { characters: 7 },
    });
    const plain = answerJson(await answerTo(SEED));
    expect(plain).not.toHaveProperty('rows');
    expect(plain).not.toHaveProperty('unread');
  });

  it('has the steps of the case that the facts choose, and no other', async () => {
    const { steps, verdict } = answerJson(await answerTo(SEED, factsOf(HOLDER)));
    expect(verdict?.branch).toBe('local-holder');
    expect(steps.filter((step) => step.startsWith('If '))).toEqual([]);
  });

  it('has the steps of every case that is left, each under its condition', async () => {
    const { steps } = answerJson(
      await answerTo(SEED, factsOf({ accountsFound: 0, domainStatus: 'verified' }, ['scimLinks'])),
    );
    const conditions = new Set(steps.flatMap((step) => /^If [^:]+: /.exec(step)?.[0] ?? []));
    expect(conditions.size).toBe(2);
  });

  it('of nothing is empty', async () => {
    expect(answerJson(await answerTo('good morning'))).toEqual({
      isScimError: false,
      errors: [],
      verdict: null,
      steps: [],
      facts: [],
    });
  });
});
