import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A word and what it means, as `glossary.md` has them. */
export type Term = { term: string; meaning: string };

/** Every name of every word, in lower case -> the word. */
export type Glossary = Map<string, Term>;

/** Reads `glossary.md`: `## Word / another name`, then its meaning. Throws an Error for a heading without one, and for a name that two have. */
export function loadGlossary(file = join(import.meta.dirname, 'glossary.md')): Glossary {
  const [, ...sections] = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split(/^## /m);
  const names = sections.flatMap((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const [term = '', ...others] = heading.split('/').map((name) => name.trim());
    const meaning = lines
      .join('\n')
      .trim()
      .replace(/(?<!\n)\n(?!\n)/g, ' ');
    if (!term || !meaning) throw new Error(`${file}: "## ${heading}" has no meaning below it`);
    return [term, ...others].map((name): [string, Term] => [name.toLowerCase(), { term, meaning }]);
  });
  const glossary: Glossary = new Map();
  for (const [name, word] of names) {
    const other = glossary.get(name);
    if (other) throw new Error(`${file}: "${name}" stands under "${other.term}" and under "${word.term}"`);
    glossary.set(name, word);
  }
  return glossary;
}
