import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extract } from '../../../src/knowledge/extract/extract.ts';
import { accountQuestion } from '../../../src/knowledge/talk/account-question.ts';

type Row = { text: string; addressed?: boolean; addresses?: string[]; malformed?: string[] };
const rows: Row[] = readFileSync(join(import.meta.dirname, 'account-questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('a question about accounts', () => {
  it.each(rows.filter(({ addresses }) => addresses))(
    '$text',
    ({ text, addressed = false, addresses, malformed = [] }) => {
      expect(accountQuestion(text, { addressed })).toEqual({ addresses, malformed, dropped: 0 });
      expect(accountQuestion(text, { addressed: true })).toEqual({ addresses, malformed, dropped: 0 });
    },
  );

  it('is read up to 20 addresses, and says how many were left out', () => {
    const many = Array.from({ length: 500 }, (_, i) => `user${i}@example.com`);
    const question = accountQuestion(`check ${many.join(', ')}`, { addressed: true });
    expect(question?.addresses).toEqual(many.slice(0, 20));
    expect(question?.dropped).toBe(480);
  });
});

describe('no question about accounts', () => {
  it.each(rows.filter(({ addresses }) => !addresses))('$text', ({ text, addressed = false }) => {
    // An error is answered as one: its text is never taken for a question.
    if (extract(text).length === 0) expect(accountQuestion(text, { addressed })).toBe(null);
  });

  it('up to three hundred characters it is one', () => {
    const text = `check ${'the account of '.repeat(18)}a@b.com`;
    expect(accountQuestion(text, { addressed: true })?.addresses).toEqual(['a@b.com']);
  });

  it('however long and hostile', () => {
    for (const text of [
      '@'.repeat(30_000),
      `hi ${'@a. '.repeat(70)}x`,
      `hi ${'@a.-'.repeat(70)} check a@b.com x`,
      'check ¤',
      `check ${'the account of '.repeat(18)}`,
      `check ${'the account of '.repeat(22)}a@b.com`,
      `${'check '.repeat(5000)}a@b.c`,
      'is a@b.com '.repeat(3000),
      `${'please '.repeat(40)}check a@b.com x`,
    ])
      expect(accountQuestion(text, { addressed: true })).toBe(null);
  });
});
