/** Words of an article with their formatting. `link`: `url` is null where nothing public can be opened; its words remain. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; inlines: Inline[] }
  | { kind: 'link'; url: string | null; inlines: Inline[] };

/** Formatted text, as a list of blocks. */
export type RichText = Block[];

/** `line`: where it begins in its file. Each item of a list begins with a paragraph. */
export type Block = { line: number } & (
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
);

/** How one surface shows rich text. `indent`: added for each level of a list. */
export type Look = {
  words: (inlines: Inline[]) => string;
  code: (text: string, indent: string) => string;
  bullet: string;
  indent: string;
};

/** Rich text -> text in this look. `indent`: put before every line but the first, to hang it below a marker. */
export function layOut(blocks: RichText, look: Look, indent = ''): string {
  return blocks.reduce((text, block, i) => {
    const before = blocks[i - 1];
    if (!before) return blockText(block, look, indent);
    const gap = block.kind === 'paragraph' && before.kind === 'paragraph' ? '\n\n' : '\n';
    return `${text}${gap}${block.kind === 'code' ? '' : indent}${blockText(block, look, indent)}`;
  }, '');
}

function blockText(block: Block, look: Look, indent: string): string {
  if (block.kind === 'paragraph') return look.words(block.inlines);
  if (block.kind === 'code') return look.code(block.text, indent);
  return block.items
    .map((item, i) => {
      const marker = block.ordered ? `${i + 1}.` : look.bullet;
      return `${marker} ${layOut(item, look, indent + look.indent)}`;
    })
    .join(`\n${indent}`);
}

const PLAIN: Look = {
  words: plainWords,
  code: (text, indent) => text.replace(/^/gm, `${indent}    `),
  bullet: '-',
  indent: '   ',
};

/** Rich text as a terminal shows it: code in backticks or indented, the address of a link in brackets behind its words. */
export function plainText(blocks: RichText, indent = ''): string {
  return layOut(blocks, PLAIN, indent);
}

function plainWords(inlines: Inline[]): string {
  return inlines.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  if ('text' in inline) return inline.kind === 'code' ? `\`${inline.text}\`` : inline.text;
  const words = plainWords(inline.inlines);
  return inline.kind === 'link' && inline.url && inline.url !== words ? `${words} (${inline.url})` : words;
}

/** The words alone, without any sign of their formatting. */
export function bareWords(inlines: Inline[]): string {
  return inlines.map((inline) => ('text' in inline ? inline.text : bareWords(inline.inlines))).join('');
}
