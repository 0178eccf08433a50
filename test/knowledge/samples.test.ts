import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, read } from '../../src/answer.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';

const SAMPLES = join(import.meta.dirname, '../samples');
const knowledge = loadKnowledge();

/** The folder name is the expected article. */
const samples = readdirSync(SAMPLES).flatMap((id) =>
  readdirSync(join(SAMPLES, id)).map((file) => ({ id, file })),
);

describe('samples', () => {
  it.each(samples)('$id/$file is answered by its article', async ({ id, file }) => {
    const text = readFileSync(join(SAMPLES, id, file), 'utf8');
    const { diagnoses } = await diagnose(read(text, knowledge), knowledge);
    const [first] = diagnoses;
    expect({
      article: first?.verdict.article?.id,
      candidates: first?.verdict.candidates.map((article) => article.id),
    }).toEqual({ article: id, candidates: [] });
  });

  it.each(knowledge.articles.map(({ id }) => id))('%s has at least three samples', (id) => {
    expect(samples.filter((sample) => sample.id === id).length).toBeGreaterThanOrEqual(3);
  });

  it('stand in folders named after an article', () => {
    const ids = knowledge.articles.map(({ id }) => id);
    expect(samples.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
