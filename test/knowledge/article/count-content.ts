import { basename } from 'node:path';
import type { ArticleBody } from '../../../src/knowledge/article/parse-body.ts';
import { readArticles } from '../../../src/knowledge/article/read-articles.ts';
import { type Block, bareWords, type Inline } from '../../../src/knowledge/article/rich-text.ts';

/** How much an article says. `characters`: letters and digits; `steps`: items of the outermost lists. */
type ContentCounts = { characters: number; links: number; steps: number };

/**
 * Counted on the Markdown itself, line by line, without the reader whose work it is held against. Left out is what no card
 * shows as it is written: front matter, headings, who a branch is for and its names, marks, and addresses of links.
 */
export function countsOfSource(markdown: string): ContentCounts {
  const body = markdown.slice(/^---\n[\s\S]*?\n---\n/.exec(markdown)?.[0].length ?? 0);
  const lines = body
    .split('\n')
    .filter((line) => !/^#|^(?:Who can fix it|Label|Said as): |^\s*```/.test(line))
    .map((line) => line.replace(/^When: /, ''));
  const words = lines.map((line) => line.replace(/\]\([^)]*\)/g, '').replace(/^\s*\d+[.)] /, ''));
  return {
    characters: letters(words.join('')),
    links: lines.join('\n').match(/\]\(|<https?:/g)?.length ?? 0,
    steps: lines.filter((line) => /^(?:\d+[.)]|[-*+]) /.test(line)).length,
  };
}

/** Counted on what was read of it, which is all that a card can show. */
export function countsOfBody(body: ArticleBody): ContentCounts {
  const { meaning, steps, branches, verify, escalate, internal } = body;
  const listed = [...steps, ...branches.flatMap((branch) => branch.steps), ...verify];
  const prose = [meaning, escalate, ...internal.map(({ words }) => words)].flat();
  const roles = listed.map(({ role }) => role ?? '').join('');
  const inlines = [...listed.flatMap(({ words }) => words), ...prose].flatMap(inlinesOf);
  const when = branches.map((branch) => branch.when).join('');
  return {
    characters: letters(`${roles}${when}${bareWords(inlines)}`),
    links: linksIn(inlines),
    steps:
      listed.length + prose.reduce((sum, block) => sum + (block.kind === 'list' ? block.items.length : 0), 0),
  };
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

function inlinesOf(block: Block): Inline[] {
  if (block.kind === 'paragraph') return block.inlines;
  return block.kind === 'code' ? [block] : block.items.flat().flatMap(inlinesOf);
}

function linksIn(inlines: Inline[]): number {
  return inlines.reduce(
    (sum, inline) =>
      sum + (inline.kind === 'link' ? 1 : 0) + ('inlines' in inline ? linksIn(inline.inlines) : 0),
    0,
  );
}

/** Each article's id with both counts, each beside the other; `differs` where something was not read. */
function rowOf({ file, markdown, body }: ReturnType<typeof readArticles>[number]) {
  const source = countsOfSource(markdown);
  const read = body && countsOfBody(body);
  const pairs = (['characters', 'links', 'steps'] as const).map((what) => [source[what], read?.[what] ?? 0]);
  const cells = pairs.flat().map((count) => String(count).padStart(9));
  return { id: basename(file, '.md'), text: cells.join(' '), differs: pairs.some(([a, b]) => a !== b) };
}

/** `npm run knowledge:counts`: what each file holds and what was read of it; exit 1 where that differs. */
if (import.meta.main) {
  const rows = readArticles(process.env.KNOWLEDGE_DIR).map(rowOf);
  const titles = ['letters', 'read', 'links', 'read', 'steps', 'read'].map((title) => title.padStart(9));
  console.log(`${'id'.padEnd(45)} ${titles.join(' ')}`);
  for (const { id, text } of rows) console.log(`${id.padEnd(45)} ${text}`);
  for (const { id } of rows.filter(({ differs }) => differs)) {
    console.error(`${id}: what was read differs from the file`);
    process.exitCode = 1;
  }
}
