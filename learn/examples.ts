import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadInput } from '../src/cli/run-command.ts';
import { readArticles } from '../src/knowledge/article/read-articles.ts';
import { CATEGORIES } from '../src/knowledge/classify/category.ts';

const ROOT = join(import.meta.dirname, '..');
const category = z.enum(CATEGORIES);

/** One labelled text. `errorClass`: the right category, `altClasses`: others that are right too. A field left out is not judged. */
const row = z.object({
  id: z.string(),
  text: z.string(),
  isScimError: z.boolean(),
  errorClass: category.nullish(),
  altClasses: z.array(category).default([]),
  emails: z.array(z.string()).optional(),
  httpStatus: z.number().nullable().optional(),
  article: z.string().optional(),
  lang: z.string().default('en'),
  /** where its wording comes from; texts of one source are alike. null: not known, so that it can only be learned from */
  source: z.string().nullable().default(null),
  notes: z.string().default(''),
});

export type Row = z.infer<typeof row>;

/** Nothing in the text names SCIM or provisioning, so that silence is as right as speaking up. */
export const isWeak = ({ notes }: Pick<Row, 'notes'>): boolean => notes.includes('weak cue');

/** JSON Lines -> rows. Throws `BadInput` with file and line for the first wrong row. */
export function parseRows(lines: string, file: string): Row[] {
  return lines.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [row.parse(JSON.parse(line))];
    } catch (error) {
      throw new BadInput(
        `${file}:${i + 1}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
      );
    }
  });
}

/** Every labelled text of the repository, in order of id: the examples, the cases of the tests, the samples of the articles. */
export function allExamples(): Row[] {
  const rows = [...rowsIn('learn/examples'), ...casesOfTests(), ...samplesOfArticles()];
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The cases that the rules were once tuned on. */
function casesOfTests(): Row[] {
  return rowsIn('test/cases').map((one) => ({ ...one, source: null }));
}

function rowsIn(directory: string): Row[] {
  const files = readdirSync(join(ROOT, directory)).sort();
  return files.flatMap((name) =>
    parseRows(readFileSync(join(ROOT, directory, name), 'utf8'), `${directory}/${name}`),
  );
}

/** The samples of the articles. A folder has the name of its article, whose category is the right one. */
function samplesOfArticles(): Row[] {
  const directory = join(ROOT, 'test/samples');
  const articles = readArticles().flatMap(({ article }) => article ?? []);
  return articles.flatMap(({ id, category: errorClass }) =>
    readdirSync(join(directory, id)).map((name) =>
      row.parse({
        id: `${id}/${name}`,
        text: readFileSync(join(directory, id, name), 'utf8'),
        isScimError: true,
        errorClass,
        article: id,
        notes: 'weak cue: judged by its article alone',
      }),
    ),
  );
}

/** What weights are learned from, as one hash: other texts or other labels give another. */
export function hashOfExamples(rows: Row[]): string {
  const hash = createHash('sha256');
  for (const { id, text, isScimError, errorClass, notes, source } of rows)
    hash.update(JSON.stringify([id, text, isScimError, errorClass ?? null, isWeak({ notes }), source]));
  return hash.digest('hex');
}
