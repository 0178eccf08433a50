import { fromMarkdown } from 'mdast-util-from-markdown';

/** A node of the tree that the parser makes of Markdown (https://github.com/syntax-tree/mdast). */
export type MarkdownNode = ReturnType<typeof fromMarkdown>['children'][number];

/** A heading as it is written, and what is below it, also as lines of the source. */
export type Section = { heading: string; line: number; lines: string[]; nodes: MarkdownNode[] };

/** CommonMark (https://spec.commonmark.org/0.31.2/) -> what is before the first heading, and the sections in order. */
export function readMarkdown(markdown: string): { before: MarkdownNode[]; sections: Section[] } {
  const lines = markdown.split('\n');
  const before: MarkdownNode[] = [];
  const sections: Section[] = [];
  for (const node of fromMarkdown(markdown).children) {
    const line = lineOf(node);
    if (node.type === 'heading')
      sections.push({ heading: (lines[line - 1] ?? '').trim(), line, lines: [], nodes: [] });
    else (sections.at(-1)?.nodes ?? before).push(node);
  }
  for (const [i, section] of sections.entries()) {
    const next = sections[i + 1];
    section.lines = lines.slice(section.line, next && next.line - 1);
  }
  return { before, sections };
}

export function lineOf({ position }: MarkdownNode): number {
  return position?.start.line ?? 1;
}
