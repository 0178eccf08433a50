import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArticleError, inOrder, type Problem, reportInto } from '../article/problem.ts';
import { readMarkdown } from '../article/read-markdown.ts';
import type { RichText } from '../article/rich-text.ts';

/** A word and what it means, as `glossary.md` has them. */
export type Term = { term: string; meaning: RichText };

/** Every name of every word, in lower case -> the word. */
export type Glossary = Map<string, Term>;

/**
 * Reads `glossary.md`: `## Word / another name`, then its meaning, formatted like an article. Throws `ArticleError` with
 * everything that is wrong with it, such as a heading without a meaning or a name that two words have.
 */
export function loadGlossary(file = join(import.meta.dirname, 'glossary.md')): Glossary {
  const problems: Problem[] = [];
  const report = reportInto(problems, file);
  const link = (id: string, line: number) => {
    report(line, `a link to ${id}.md; a word of the glossary may link to the web only`);
    return null;
  };
  const glossary: Glossary = new Map();
  const markdown = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  for (const { heading, line, blocks } of readMarkdown(markdown, { report, remark: report, link })) {
    if (heading.startsWith('# ')) continue;
    if (!heading.startsWith('## '))
      report(line, `unknown heading "${heading}"; expected "## Word / another name"`);
    const names = heading.slice('## '.length).split('/');
    const [term = '', ...others] = names.map((name) => name.trim());
    if (!term || blocks.length === 0) report(line, `"${heading}" has no meaning below it`);
    for (const name of [term, ...others]) {
      const other = glossary.get(name.toLowerCase());
      if (other) report(line, `"${name}" is a name of "${other.term}" and of "${term}"`);
      else glossary.set(name.toLowerCase(), { term, meaning: blocks });
    }
  }
  if (problems.length > 0) throw new ArticleError(inOrder(problems));
  return glossary;
}
