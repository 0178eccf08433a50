import type { Row } from '../learn/examples.ts';
import type { answerJson } from '../src/card/answer-json.ts';
import type { Category } from '../src/knowledge/classify/category.ts';
import { percent, withInterval } from './interval.ts';
import { calibration, languages } from './tables.ts';

/** A labelled text with the answer it got. */
export type Judged = { row: Row; got: ReturnType<typeof answerJson> };

/** Labelled answers -> the figures as text: top-1, macro-F1, speaking up, addresses, per category, worst confusions. */
export function scores(judged: Judged[]): string {
  const errors = judged.filter(({ row }) => row.isScimError && row.errorClass);
  const named = judged.filter(({ row }) => row.isScimError && !row.notes.includes('weak cue'));
  const silent = judged.filter(({ row }) => !row.isScimError);
  const addressed = judged.filter(({ row }) => row.isScimError && row.emails);
  const stated = errors.filter(({ row }) => row.httpStatus !== undefined);
  const withArticle = errors.filter(({ row }) => row.article);
  const wrong = errors.filter((one) => predicted(one) !== expected(one));
  const interjections = silent.filter(({ got }) => got.isScimError);
  const table = perCategory(errors);
  const macro = table.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, table.length);
  return [
    `texts: ${judged.length} (${errors.length} errors, ${silent.length} non-errors)`,
    `category right (top-1): ${withInterval(errors.length - wrong.length, errors.length)}`,
    `macro-F1 over categories: ${macro.toFixed(3)}`,
    `article right (own samples): ${percent(withArticle.filter(({ row, got }) => got.verdict?.article === row.article).length, withArticle.length)}`,
    `speaks up on errors that name SCIM or provisioning: ${withInterval(named.filter(({ got }) => got.isScimError).length, named.length)}`,
    `interrupts talk: ${withInterval(interjections.length, silent.length)}`,
    `addresses exact: ${percent(addressed.filter(addressesExact).length, addressed.length)}`,
    `HTTP status exact: ${percent(stated.filter(({ row, got }) => (got.errors[0]?.httpStatus ?? null) === row.httpStatus).length, stated.length)}`,
    '',
    'category                 recall precision F1    texts',
    ...table.map(
      ({ category, recall, precision, f1, n }) =>
        `${category.padEnd(24)} ${recall.toFixed(2)}   ${precision.toFixed(2)}      ${f1.toFixed(2)}  ${n}`,
    ),
    ...listed('how sure it was by examples, and how often it was right:', calibration(errors)),
    ...listed('by language: category right, speaks up, interrupts:', languages(judged)),
    ...listed('worst confusions (expected -> got):', confusions(wrong)),
    ...listed(
      'wrong category:',
      wrong.map((one) => `${one.row.id}: ${expected(one)} -> ${predicted(one)}`),
    ),
    ...listed(
      'false interjections:',
      interjections.map(({ row, got }) => `${row.id}: ${got.verdict?.evidence.at(-1)}`),
    ),
    ...listed(
      'silent, though it names SCIM or provisioning:',
      named.filter(({ got }) => !got.isScimError).map(({ row }) => row.id),
    ),
    ...listed(
      'addresses wrong:',
      addressed.filter((one) => !addressesExact(one)).map(({ row }) => row.id),
    ),
  ].join('\n');
}

function listed(title: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.slice(0, 40).map((line) => `  ${line}`)] : [];
}

type Label = Category | 'nothing';

/** An answer among `altClasses` counts as the row's own class, so that it is neither a miss there nor a false hit here. */
export function expected({ row, got }: Judged): Label {
  const given = got.verdict?.category;
  return given && row.altClasses.includes(given) ? given : (row.errorClass ?? 'nothing');
}

export const predicted = ({ got }: Judged): Label => got.verdict?.category ?? 'nothing';

function perCategory(errors: Judged[]) {
  const categories = [...new Set(errors.map(expected))].sort();
  return categories.map((category) => {
    const of = errors.filter((one) => expected(one) === category);
    const hit = of.filter((one) => predicted(one) === category).length;
    const guessed = errors.filter((one) => predicted(one) === category).length;
    const recall = hit / of.length;
    const precision = guessed === 0 ? 0 : hit / guessed;
    const f1 = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
    return { category, recall, precision, f1, n: of.length };
  });
}

function confusions(wrong: Judged[]): string[] {
  const counts = new Map<string, number>();
  for (const one of wrong) {
    const pair = `${expected(one)} -> ${predicted(one)}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 8)
    .map(([pair, n]) => `${n} x ${pair}`);
}

function addressesExact({ row, got }: Judged): boolean {
  const sorted = (addresses: string[]) =>
    [...new Set(addresses.map((address) => address.toLowerCase()))].sort().join();
  return sorted(got.errors.flatMap(({ emails }) => emails)) === sorted(row.emails ?? []);
}
