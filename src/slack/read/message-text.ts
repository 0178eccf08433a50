/** The parts of a Slack message that may hold text; everything else is ignored. */
export type SlackText = { text?: unknown; blocks?: unknown; attachments?: unknown; files?: unknown };

type Node = Record<string, unknown>;

/**
 * Slack message -> its text in Slack's wire form: what was typed, then attachments, where integration bots and forwarded messages
 * keep theirs, then the previews of text snippets that are complete.
 */
export function messageText(message: SlackText): string {
  const shown = nodes(message.attachments).filter(
    (attachment) => !attachment.from_url || attachment.is_share,
  );
  const files = [message, ...shown].flatMap(({ files: attached }) => nodes(attached));
  const snippets = files.filter(isWholePreview);
  return [
    ownText(message),
    ...shown.map(attachmentText),
    ...snippets.map(({ preview }) => escaped(plain(preview))),
  ]
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** A text snippet short enough that Slack includes all of it. */
export function isWholePreview({ mode, preview, preview_is_truncated: cut }: Node): boolean {
  return mode === 'snippet' && cut === false && plain(preview) !== '';
}

/** What the author typed: blocks, which have it exactly; also `text` if blocks are missing, empty or of an unknown kind. */
export function ownText(message: SlackText): string {
  const shown = blocksText(message.blocks);
  const whole = nodes(message.blocks).every(({ type }) => READ.test(String(type)));
  return shown && whole ? shown : [shown, plain(message.text)].filter(Boolean).join('\n');
}

/** Blocks whose text is read; only `text` may show what another kind says. */
const READ =
  /^(?:rich_text|table|data_table|section|header|context|markdown|container|divider|actions|image)$/;

function attachmentText(attachment: Node): string {
  const shared = nodes(attachment.message_blocks).map((shown) =>
    blocksText((shown.message as Node | undefined)?.blocks),
  );
  const blocks = [blocksText(attachment.blocks), ...shared].filter(Boolean).join('\n');
  if (blocks) return blocks;
  const fields = nodes(attachment.fields).map((field) => `${plain(field.title)}: ${plain(field.value)}`);
  const texts = [attachment.pretext, attachment.title, attachment.text].map(plain);
  return [...texts, ...fields].filter(Boolean).join('\n') || plain(attachment.fallback);
}

function blocksText(blocks: unknown): string {
  return nodes(blocks)
    .map(blockText)
    .filter((text) => text.trim() !== '')
    .join('\n');
}

function blockText(block: Node): string {
  if (block.type === 'rich_text') return nodes(block.elements).map(richText).join('\n');
  if (block.type === 'container') return blocksText(block.child_blocks ?? block.blocks ?? block.elements);
  if (block.type === 'table' || block.type === 'data_table')
    return nodes(block.rows)
      .map((row) => nodes(row).map(cellText).join(' | '))
      .join('\n');
  const texts = [block.text, ...nodes(block.fields), ...nodes(block.elements)].map(textObject);
  return texts.filter(Boolean).join('\n');
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object ; a `markdown` block has its text as a string. */
function textObject(part: unknown): string {
  if (typeof part === 'string') return part;
  const { type, text } = (part ?? {}) as Node;
  return type === 'mrkdwn' || type === 'plain_text' ? plain(text) : '';
}

/** A cell of text, else of a number, date, amount or yes-or-no, which may have its `value` without the text that shows it. */
function cellText(cell: Node): string {
  return cell.type === 'rich_text' ? blockText(cell) : plain(cell.text) || valueText(cell.value);
}

/** `{"amount": 5, "currency": "EUR"}` -> "5 EUR". */
function valueText(value: unknown): string {
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return parts.filter((part) => /^(?:string|number|boolean)$/.test(typeof part)).join(' ');
}

function richText(element: Node): string {
  if (element.type === 'rich_text_list') return nodes(element.elements).map(richText).join('\n');
  return nodes(element.elements).map(inline).join('');
}

function inline(element: Node): string {
  switch (element.type) {
    case 'link':
      return `<${plain(element.url)}${element.text ? `|${escaped(plain(element.text))}` : ''}>`;
    case 'user':
      return `<@${plain(element.user_id)}>`;
    case 'channel':
      return `<#${plain(element.channel_id)}>`;
    case 'emoji':
      return `:${plain(element.name)}:`;
    case 'broadcast':
      return `<!${plain(element.range)}>`;
    default:
      return escaped(plain(element.text));
  }
}

/** Characters as typed -> Slack's wire form, which has these three escaped. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value)
    ? value.filter((item): item is Node => typeof item === 'object' && item !== null)
    : [];
}
