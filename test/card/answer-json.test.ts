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
