import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Report } from './problem.ts';
import type { Block, Inline, RichText } from './rich-text.ts';

/** A node of the parser's tree (https://github.com/syntax-tree/mdast). */
type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** A heading as it is written, and what is below it: as a card shows it, and as lines of the source. */
export type Section = { heading: string; line: number; lines: string[]; blocks: RichText };

/**
 * `report` takes what no card can show, `remark` what may look wrong on one. `link`: the address at which another article can
 * be read from below a heading; null when there is none.
 */
type Context = {
  report: Report;
  remark: Report;
  link: (articleId: string, line: number, heading: string) => string | null;
};

type Reading = { markdown: string; heading: string } & Context;

/** Markdown that a card cannot show, and what to write instead. */
const REFUSED: Partial<Record<Node['type'], string>> = {
  blockquote: 'a quotation (">"); write a paragraph',
  break: 'a forced line break (two spaces or "\\" at the end of the line); write two paragraphs or a list',
  definition: 'a link definition; put the address into brackets behind the words: [words](https://...)',
  heading: 'a heading inside a list; write a paragraph',
  html: 'HTML; put text such as <name> into backticks',
  image: 'a picture; say in words what it shows',
  imageReference: 'a picture; say in words what it shows',
  linkReference: 'a link by reference; put the address into brackets behind the words: [words](https://...)',
  thematicBreak: 'a line across the page ("---"); leave it out',
};

/** Formatting that CommonMark does not know, or that is not finished: a card would show the raw characters. */
const LEFTOVERS: [RegExp, string][] = [
  [/(?<=^|\n)[ \t]*(?=[^\n]*\|)(?=[^\n]*-)[|:\- \t]+(?=\n|$)/g, 'a table; write a list'],
  [/`/g, 'a backtick without its partner'],
  [/\*\*|__/g, 'bold type that does not begin or does not end'],
  [/~~/g, 'struck-out text; leave it out'],
  [/\]\(|\]\[/g, 'a link that is not understood; write [words](https://...)'],
  [/\[\^/g, 'a footnote; write a sentence'],
  [/^\[[ xX]\] /g, 'a check box; leave it out'],
];

/** Slack reads these at the edge of a word as the beginning or end of formatting, and has no way to escape them. */
const SLACK_MARK = /(?<![\p{L}\p{N}])[*_~](?=\S)|(?<=\S)[*_~](?![\p{L}\p{N}])/gu;

/** CommonMark (https://spec.commonmark.org/0.31.2/) -> its sections, in order. Every node is either kept or reported. */
export function readMarkdown(markdown: string, context: Context): Section[] {
  const lines = markdown.split('\n');
  const nodes = fromMarkdown(markdown).children;
  const headings = nodes.flatMap((node, at) => (node.type === 'heading' ? [{ at, line: lineOf(node) }] : []));
  const [first] = nodes;
  if (first && first.type !== 'heading')
    context.report(lineOf(first), 'text before the first heading is not shown');
  return headings.map(({ at, line }, i) => {
    const next = headings[i + 1];
    const heading = (lines[line - 1] ?? '').trim();
    const blocks = readBlocks(nodes.slice(at + 1, next?.at), { ...context, markdown, heading });
    return { heading, line, lines: lines.slice(line, next && next.line - 1), blocks };
  });
}

function lineOf({ position }: Node): number {
  return position?.start.line ?? 1;
}

function readBlocks(nodes: Node[], reading: Reading): RichText {
  return nodes.flatMap((node): Block[] => {
    const line = lineOf(node);
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', line, inlines: readInlines(node.children, reading) }];
      case 'code':
        if (node.value.trim() === '' || node.value.includes('```'))
          reading.report(line, 'a block of code that is empty or holds "```"; Slack cannot show it');
        return [{ kind: 'code', line, text: node.value }];
      case 'list': {
        if (node.ordered && node.start !== 1)
          reading.report(line, `a list that begins with ${node.start}; begin with 1`);
        const items = node.children.map((item) => readBlocks(item.children, reading));
        for (const [i, item] of node.children.entries())
          if (items[i]?.[0]?.kind !== 'paragraph')
            reading.report(lineOf(item), 'an item of a list must begin with words');
        return [{ kind: 'list', line, ordered: node.ordered === true, items }];
      }
      default:
        return refuse(node, reading);
    }
  });
}

function refuse(node: Node, { report }: Reading): [] {
  report(lineOf(node), `not shown on a card: ${REFUSED[node.type] ?? `"${node.type}" at this place`}`);
  return [];
}

function readInlines(nodes: Node[], reading: Reading): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: readText(node, node.value, reading) }];
      case 'inlineCode':
        if (node.value.includes('`'))
          reading.report(lineOf(node), 'a backtick inside code; Slack cannot show it');
        return [{ kind: 'code', text: node.value }];
      case 'strong':
      case 'emphasis':
        checkEdges(node, reading);
        return [{ kind: node.type, inlines: withoutMark(node.type, readInlines(node.children, reading)) }];
      case 'link':
        return [readLink(node, reading)];
      default:
        return refuse(node, reading);
    }
  });
}

function readText(node: Node, text: string, { report, remark }: Reading): string {
  const lineAt = (index: number) => lineOf(node) + text.slice(0, index).split('\n').length - 1;
  const found = LEFTOVERS.flatMap(([pattern, what]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ line: lineAt(index), what })),
  );
  for (const { line, what } of found) report(line, `not shown on a card: ${what}`);
  for (const { index, 0: mark } of found.length === 0 ? text.matchAll(SLACK_MARK) : [])
    remark(
      lineAt(index),
      `Slack may read this "${mark}" as formatting; put the words around it into backticks`,
    );
  return text.replace(/\n/g, ' ');
}

/** Slack needs a word to end where bold or italic type ends. */
function checkEdges(node: Node, { markdown, report }: Reading) {
  const { start, end } = node.position ?? {};
  const edges = `${markdown[(start?.offset ?? 0) - 1] ?? ''}${markdown[end?.offset ?? markdown.length] ?? ''}`;
  if (/[\p{L}\p{N}]/u.test(edges))
    report(lineOf(node), 'bold or italic type inside a word; Slack shows it for whole words only');
}

/** Bold in bold is bold: a second mark would end the first one. */
function withoutMark(kind: 'strong' | 'emphasis', inlines: Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (!('inlines' in inline)) return [inline];
    const inside = withoutMark(kind, inline.inlines);
    return inline.kind === kind ? inside : [{ ...inline, inlines: inside }];
  });
}

function readLink(node: Extract<Node, { type: 'link' }>, reading: Reading): Inline {
  const { report, link, heading } = reading;
  const line = lineOf(node);
  const inlines = readInlines(node.children, reading);
  if (inlines.length === 0) report(line, 'a link without words; write [words](https://...)');
  if (node.title) report(line, `not shown on a card: the title "${node.title}" of a link`);
  const articleId = /^([a-z0-9-]+)\.md$/.exec(node.url)?.[1];
  if (articleId) return { kind: 'link', url: link(articleId, line, heading), inlines };
  if (!/^https?:\/\//.test(node.url) || !URL.canParse(node.url))
    report(
      line,
      `the link to "${node.url}" leads neither to the web (https://...) nor to an article (other-article.md)`,
    );
  return { kind: 'link', url: node.url, inlines };
}
