/** One figure of several rounds, and the most it may be. */
export type Figure = { name: string; rounds: number[]; goal: number; unit?: string };

/** A figure as a line: its median, the least and the most of the rounds, and whether the median meets the goal. */
export function lineOf(figure: Figure): string {
  const { name, rounds, goal, unit = '' } = figure;
  const [least, median, most] = [0, 0.5, 1].map((share) => quantile(rounds, share).toFixed(2));
  const verdict = isMet(figure) ? 'met' : 'MISSED';
  return `${name.padEnd(58)} ${median?.padStart(8)}${unit}  (${least} to ${most})  goal <= ${goal}  ${verdict}`;
}

export function isMet({ rounds, goal }: Figure): boolean {
  return quantile(rounds, 0.5) <= goal;
}

/** The value below which this share of the others lies. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
