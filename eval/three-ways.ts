import { isWeak } from '../learn/examples.ts';
import { percent } from './interval.ts';
import type { Compared } from './left-out.ts';
import { expected, type Judged, predicted, scores } from './scores.ts';

const WAYS = { 'rules only': 'rules', 'learned only': 'learned', together: 'together' } as const;

/** What each way of deciding gets right, in columns; then everything about both together. */
export function threeWays(title: string, compared: Compared[]): string {
  const lines = Object.entries(WAYS).map(([name, way]) => {
    const judged = compared.map((one) => one[way]);
    const errors = judged.filter(({ row }) => row.isScimError && row.errorClass);
    const named = judged.filter(({ row }) => row.isScimError && !isWeak(row));
    const talk = judged.filter(({ row }) => !row.isScimError);
    const spoken = (of: Judged[]) => of.filter(({ got }) => got.isScimError).length;
    const right = errors.filter((one) => expected(one) === predicted(one)).length;
    const figures = [
      percent(right, errors.length),
      percent(spoken(named), named.length),
      percent(spoken(talk), talk.length),
    ];
    return `${name.padEnd(14)} ${figures.map((figure) => figure.padEnd(20)).join(' ')}`;
  });
  const head = `${''.padEnd(14)} ${['category right', 'speaks up', 'interrupts'].map((one) => one.padEnd(20)).join(' ')}`;
  return [`== ${title}`, head, ...lines].map((line) => line.trimEnd()).join('\n');
}

/** The same, with every table of both together. */
export function allFigures(title: string, compared: Compared[]): string {
  return `${threeWays(title, compared)}\n\n${scores(compared.map(({ together }) => together))}`;
}
