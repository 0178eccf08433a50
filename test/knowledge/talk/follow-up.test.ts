import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import { followUpOf } from '../../../src/knowledge/talk/follow-up.ts';
import { loadGlossary } from '../../../src/knowledge/talk/glossary.ts';

type Row = {
  text: string;
  kind?: string;
  branch?: string;
  wrapper?: string;
  term?: string;
  solved?: boolean;
};
const rows: Row[] = readFileSync(join(import.meta.dirname, 'follow-ups.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const article = loadKnowledge().articles.find(({ id }) => id === 'email-held-by-another-account') ?? null;
const glossary = loadGlossary();

describe('a follow-up', () => {
  it.each(rows.filter(({ kind, branch }) => kind ?? branch))(
    '$text',
    ({ text, kind = 'branch', branch, wrapper, term, solved }) => {
      const found = followUpOf(text, article, glossary);
      expect(found).toMatchObject({
        kind,
        ...(branch && { branch }),
        ...(wrapper && { wrapper }),
        ...(term && { term }),
        ...(solved !== undefined && { solved }),
      });
    },
  );
});

describe('talk', () => {
  it.each(rows.filter(({ kind, branch }) => !kind && !branch))('$text', ({ text }) => {
    expect(followUpOf(text, article, glossary)).toBe(null);
  });

  it('however long and hostile', () => {
    for (const text of [
      'please '.repeat(22),
      `${'please '.repeat(22)}check again`,
      'a '.repeat(80),
      `what is ${'x-'.repeat(70)}?`,
      '@'.repeat(159),
    ])
      expect(followUpOf(text, article, glossary)).toBe(null);
  });
});

it('without an article no case is recognised', () => {
  expect(followUpOf('it says it is unverified', null, glossary)).toBe(null);
});

it('of two cases whose words are equally long, and both are said, none is recognised', () => {
  const branch = (id: string, words: string) => ({ ...article?.branches[0], id, saidAs: [words] });
  const alike = { branches: [branch('red', 'it is red'), branch('hot', 'it is hot')] } as typeof article;
  expect(followUpOf('it is red', alike, glossary)).toEqual({ kind: 'branch', branch: 'red' });
  expect(followUpOf('it is red and it is hot', alike, glossary)).toBe(null);
});
