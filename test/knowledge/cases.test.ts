import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRows } from '../../learn/examples.ts';
import { diagnose, read } from '../../src/answer.ts';
import { answerJson } from '../../src/card/answer-json.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';

const CASES = join(import.meta.dirname, '../cases');
const knowledge = loadKnowledge();
const rows = globSync('*.jsonl', { cwd: CASES }).flatMap((name) =>
  parseRows(readFileSync(join(CASES, name), 'utf8'), name),
);
const judged = await Promise.all(
  rows.map(async (row) => ({ row, got: answerJson(await diagnose(read(row.text, knowledge), knowledge)) })),
);
const errors = judged.filter(({ row }) => row.isScimError);
const share = <T>(of: T[], right: (one: T) => boolean) => of.filter(right).length / of.length;

/** What holds on texts that the weights were learned from; how it does on others, `npm run eval` says. */
describe('labelled cases', () => {
  it('are enough to speak of percent', () => {
    expect(errors.length).toBeGreaterThan(250);
    expect(judged.length - errors.length).toBeGreaterThan(250);
  });

  it('the category is right on at least 97 %', () => {
    const right = ({ row, got }: (typeof judged)[number]) =>
      [row.errorClass, ...row.altClasses].includes(got.verdict?.category);
    expect(share(errors, right)).toBeGreaterThanOrEqual(0.97);
  });

  it('at least 94 % of the errors that name SCIM or provisioning are spoken up on', () => {
    const named = errors.filter(({ row }) => !row.notes.includes('weak cue'));
    expect(share(named, ({ got }) => got.isScimError)).toBeGreaterThanOrEqual(0.94);
  });

  it('at least 99.5 % of the non-errors are left alone', () => {
    expect(
      share(
        judged.filter(({ row }) => !row.isScimError),
        ({ got }) => !got.isScimError,
      ),
    ).toBeGreaterThanOrEqual(0.995);
  });

  it('the addresses are exact on at least 97 %', () => {
    const sorted = (list: string[]) => [...new Set(list)].sort().join();
    expect(
      share(
        errors,
        ({ row, got }) => sorted(got.errors.flatMap(({ emails }) => emails)) === sorted(row.emails ?? []),
      ),
    ).toBeGreaterThanOrEqual(0.97);
  });
});
