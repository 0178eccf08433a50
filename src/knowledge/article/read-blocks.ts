import { type ReadContext, readInlines, refuse } from './read-inlines.ts';
import { lineOf, type MarkdownNode } from './read-markdown.ts';
import type { RichText } from './rich-text.ts';

/** Paragraphs, lists and code. Every node is either kept or reported. */
export function readBlocks(nodes: MarkdownNode[], context: ReadContext): RichText {
  return nodes.flatMap((node): RichText => {
    const line = lineOf(node);
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', line, inlines: readInlines(node.children, context) }];
      case 'code':
        if (node.value.trim() === '' || node.value.includes('```'))
          context.report(line, 'a block of code that is empty or holds "```"; Slack cannot show it');
        return [{ kind: 'code', line, text: node.value }];
      case 'list':
        if (node.ordered && node.start !== 1)
          context.report(line, `a list that begins with ${node.start}; begin with 1`);
        return [
          {
            kind: 'list',
            line,
            ordered: node.ordered === true,
            items: node.children.map((item) => readItem(item, context)),
          },
        ];
      default:
        refuse(node, context);
        return [];
    }
  });
}

function readItem(item: Extract<MarkdownNode, { type: 'listItem' }>, context: ReadContext): RichText {
  const blocks = readBlocks(item.children, context);
  if (blocks[0]?.kind !== 'paragraph')
    context.report(lineOf(item), 'an item of a list must begin with words');
  return blocks;
}
