import type { Report } from './problem.ts';
import { lineOf, type MarkdownNode } from './read-markdown.ts';
import type { Inline } from './rich-text.ts';

/**
 * What reading needs. `markdown`: the whole source. `report` takes what no card can show, `remark` what may look wrong on one.
 * `link`: the address at which another article can be read; null when there is none.
 */
export type ReadContext = {
  markdown: string;
  report: Report;
  remark: Report;
  link: (articleId: string, line: number) => string | null;
};

/** Markdown that a card cannot show, and what to write instead. */
const REFUSED: Partial<Record<MarkdownNode['type'], string>> = {
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

/** Reports a node that may not be where it is. */
export function refuse(node: MarkdownNode, { report }: ReadContext) {
  report(lineOf(node), `not shown on a card: ${REFUSED[node.type] ?? `"${node.type}" at this place`}`);
}

/** What is inside a paragraph. Every node is either kept or reported. */
export function readInlines(nodes: MarkdownNode[], context: ReadContext): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: readText(node, node.value, context) }];
      case 'inlineCode':
        if (node.value.includes('`'))
          context.report(lineOf(node), 'a backtick inside code; Slack cannot show it');
        return [{ kind: 'code', text: node.value }];
      case 'strong':
      case 'emphasis':
        checkEdges(node, context);
        return [{ kind: node.type, inlines: withoutMark(node.type, readInlines(node.children, context)) }];
      case 'link':
        return [readLink(node, context)];
      default:
        refuse(node, context);
        return [];
    }
  });
}

function readText(node: MarkdownNode, text: string, { report, remark }: ReadContext): string {
  const lineAt = (index: number) => lineOf(node) + text.slice(0, index).split('\n').length - 1;
  const found = LEFTOVERS.flatMap(([pattern, what]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ line: lineAt(index), what })),
  );
  for (const { line, what } of found) report(line, `not shown on a card: ${what}`);
  const marks = found.length === 0 ? text.matchAll(SLACK_MARK) : [];
  for (const { index, 0: mark } of marks)
    remark(
      lineAt(index),
      `Slack may read this "${mark}" as formatting; put the words around it into backticks`,
    );
  return text.replace(/\n/g, ' ');
}

/** Slack needs a word to end where bold or italic type ends. */
function checkEdges(node: MarkdownNode, { markdown, report }: ReadContext) {
  const { start, end } = node.position ?? {};
  const [before, after] = [markdown[(start?.offset ?? 0) - 1], markdown[end?.offset ?? markdown.length]];
  if ([before, after].some((edge) => edge !== undefined && /[\p{L}\p{N}]/u.test(edge)))
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

function readLink(node: Extract<MarkdownNode, { type: 'link' }>, context: ReadContext): Inline {
  const line = lineOf(node);
  const inlines = readInlines(node.children, context);
  if (inlines.length === 0) context.report(line, 'a link without words; write [words](https://...)');
  if (node.title) context.report(line, `not shown on a card: the title "${node.title}" of a link`);
  const articleId = /^([a-z0-9-]+)\.md$/.exec(node.url)?.[1];
  if (articleId) return { kind: 'link', url: context.link(articleId, line), inlines };
  if (!/^https?:\/\//.test(node.url) || !URL.canParse(node.url))
    context.report(
      line,
      `the link to "${node.url}" leads neither to the web (https://...) nor to an article (other-article.md)`,
    );
  return { kind: 'link', url: node.url, inlines };
}
