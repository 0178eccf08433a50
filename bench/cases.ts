import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRows } from '../learn/examples.ts';

const CASES = join(import.meta.dirname, '../test/cases');

/** The labelled texts: those that report an error, and talk that does not. */
export function labelledTexts(): { errors: string[]; talk: string[] } {
  const rows = globSync('*.jsonl', { cwd: CASES })
    .sort()
    .flatMap((name) => parseRows(readFileSync(join(CASES, name), 'utf8'), name));
  const texts = (isError: boolean) =>
    rows.filter(({ isScimError }) => isScimError === isError).map(({ text }) => text);
  return { errors: texts(true), talk: texts(false) };
}
