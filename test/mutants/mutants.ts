import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * One guard taken out, or one comparison changed: `find`, which occurs exactly once in `file`, becomes `replace`. `tests`: the
 * files or folders of which one must fail then. `why`: what goes wrong for people when nobody notices.
 */
const mutant = z.strictObject({
  id: z.string().regex(/^[A-Z]+\d+$/),
  file: z.string().min(1),
  find: z.string().min(1),
  replace: z.string(),
  tests: z.array(z.string().min(1)).min(1),
  why: z.string().min(1),
});

export type Mutant = z.infer<typeof mutant> & { room: string };

/** Every mutant of the lists beside this file, `<room>.jsonl`. */
export const mutants: Mutant[] = globSync('*.jsonl', { cwd: import.meta.dirname })
  .sort()
  .flatMap((list) =>
    readFileSync(join(import.meta.dirname, list), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ ...mutant.parse(JSON.parse(line)), room: list.replace('.jsonl', '') })),
  );

/** The file's text with the mutant in it, and the line where it begins; null where `find` does not occur exactly once. */
export function mutated({ find, replace }: Pick<Mutant, 'find' | 'replace'>, text: string) {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0) return null;
  return { text: `${before}${replace}${after}`, line: before.split('\n').length };
}
