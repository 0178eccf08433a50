import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One import of one file. `from`: a path from the root of the repository, or the name of a package. */
export type Import = { file: string; from: string; typeOnly: boolean };

export type Source = { file: string; text: string; imports: Import[] };

export const ROOT = join(import.meta.dirname, '../..');

/** `import ... from '...'`, `export ... from '...'`, `import '...'`; `import('...')`, also as a type. */
const STATIC = /^(?:import|export)( type)?\b(?:[^'";]*? from)? '([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

/** Every TypeScript file of the product and of the sandbox, by its path from the root of the repository. */
export const sources: Source[] = globSync(['src/**/*.ts', 'sandbox/**/*.ts'], { cwd: ROOT })
  .sort()
  .map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return { file, text, imports: importsOf(file, text) };
  });

export const imports = sources.flatMap((source) => source.imports);

/** What a file imports. An import that names values and types counts as one of values. */
export function importsOf(file: string, text: string): Import[] {
  const one = (from: string, typeOnly: boolean): Import => ({
    file,
    from: from.startsWith('.') ? join(file, '..', from) : from,
    typeOnly,
  });
  return [
    ...[...text.matchAll(STATIC)].map(([, type, from = '']) => one(from, type !== undefined)),
    ...[...text.matchAll(DYNAMIC)].map(([, from = '']) => one(from, false)),
  ];
}

/** The file lies in the repository, rather than in a package. */
export const isOurs = (from: string): boolean => /^(?:src|sandbox)\//.test(from);

/** `src/card/card.ts -> src/answer.ts`, for a test's message. */
export const arrows = (wrong: Import[]): string[] => wrong.map(({ file, from }) => `${file} -> ${from}`);

/** A folder or a root file of src, or the sandbox. */
export function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'src' ? room : top;
}
