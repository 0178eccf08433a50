import { isWeak } from '../learn/examples.ts';
import { percent } from './interval.ts';
import { expected, type Judged, predicted } from './scores.ts';

const BINS = 5;

/** Errors that were decided by examples, in five bins of confidence: what was said, and how often it was right. */
export function calibration(errors: Judged[]): string[] {
  const sure = errors.flatMap((one) => {
    const confidence = one.got.verdict?.confidence ?? null;
    return confidence === null ? [] : [{ confidence, right: expected(one) === predicted(one) }];
  });
  return Array.from({ length: BINS }, (_, bin) => {
    const within = sure.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    const said = within.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, within.length);
    const right = within.filter((one) => one.right).length;
    return `${bin / BINS} to ${(bin + 1) / BINS}: said ${said.toFixed(2)}, right ${percent(right, within.length)}`;
  });
}

/** One line for each language that has at least ten texts. */
export function languages(judged: Judged[]): string[] {
  const all = [...new Set(judged.map(({ row }) => row.lang))].sort();
  return all.flatMap((language) => {
    const own = judged.filter(({ row }) => row.lang === language);
    const errors = own.filter(({ row }) => row.isScimError);
    const labelled = errors.filter(({ row }) => row.errorClass);
    const named = errors.filter(({ row }) => !isWeak(row));
    const talk = own.filter(({ row }) => !row.isScimError);
    const spoken = (of: Judged[]) => of.filter(({ got }) => got.isScimError).length;
    const right = labelled.filter((one) => expected(one) === predicted(one)).length;
    const line = `${language.padEnd(4)} ${percent(right, labelled.length)}; ${percent(spoken(named), named.length)}; ${percent(spoken(talk), talk.length)}`;
    return own.length < 10 ? [] : [line];
  });
}
