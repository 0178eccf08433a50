import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BadInput } from '../src/cli/run-command.ts';
import { CATEGORIES } from '../src/knowledge/classify/category.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';

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
  notes: z.string().default(''),
});

export type Row = z.infer<typeof row>;

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

/** The samples of the articles. A folder has the name of its article, whose category is the right one. */
export function rowsOfSamples(directory: string, { articles }: Knowledge): Row[] {
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
