import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArticleError, inOrder, type Problem, type Report } from '../article/problem.ts';
import { readBlocks } from '../article/read-blocks.ts';
import { readMarkdown } from '../article/read-markdown.ts';
import type { RichText } from '../article/rich-text.ts';

/** A word and what it means, as `glossary.md` has them. */
export type Term = { term: string; meaning: RichText };

/** Every name of every word, in lower case -> the word. */
export type Glossary = Map<string, Term>;

const HEADING = '## ';

/**
 * Reads `glossary.md`: `## Word / another name`, then its meaning, formatted like an article. Throws `ArticleError` with
 * everything that is wrong with it, such as a heading without a meaning or a name that two words have.
 */
export function loadGlossary(file = join(import.meta.dirname, 'glossary.md')): Glossary {
  const problems: Problem[] = [];
  const report: Report = (line, problem) => {
    problems.push({ file, line, problem });
  };
  const link = (id: string, line: number) => {
    report(line, `a link to ${id}.md; a word of the glossary may link to the web only`);
    return null;
  };
  const markdown = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const glossary: Glossary = new Map();
  for (const { heading, line, nodes } of readMarkdown(markdown).sections) {
    if (heading.startsWith('# ')) continue;
    if (!heading.startsWith(HEADING))
      report(line, `unknown heading "${heading}"; expected "## Word / another name"`);
    const [term = '', ...others] = heading
      .slice(HEADING.length)
      .split('/')
      .map((name) => name.trim());
    const meaning = readBlocks(nodes, { markdown, report, remark: report, link });
    if (!term || meaning.length === 0) report(line, `"${heading}" has no meaning below it`);
    for (const name of [term, ...others]) {
      const other = glossary.get(name.toLowerCase());
      if (other) report(line, `"${name}" is a name of "${other.term}" and of "${term}"`);
      else glossary.set(name.toLowerCase(), { term, meaning });
    }
  }
  if (problems.length > 0) throw new ArticleError(inOrder(problems));
  return glossary;
}
