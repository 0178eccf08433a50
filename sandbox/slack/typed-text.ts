import { type TextPart, type TextToken, textPartsOf, textTokensOf } from './text-tokens.ts';
import type { Json } from './types.ts';

/**
 * Turns typed text into the `text` that apps receive: & < > become entities, addresses become links, mentions become tokens.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function wireText(typed: string): string {
  return textPartsOf(typed)
    .map((part) => {
      const text = textTokensOf(part).map(wireToken).join('');
      return part.code ? `\`\`\`${text}\`\`\`` : text;
    })
    .join('');
}

function wireToken(token: TextToken): string {
  switch (token.type) {
    case 'text':
      return token.code ? `\`${escaped(token.text)}\`` : escaped(token.text);
    case 'link':
      return token.text === undefined
        ? `<${escaped(token.url)}>`
        : `<${escaped(token.url)}|${escaped(token.text)}>`;
    case 'user':
      return `<@${token.id}>`;
    case 'channel':
      return `<#${token.id}>`;
    case 'broadcast':
      return `<!${token.range}>`;
    case 'emoji':
      return `:${token.name}:`;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Turns typed text into the `rich_text` block that Slack's client also sends. Its text is not escaped.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richTextBlock(typed: string): Json {
  const elements = textPartsOf(typed).flatMap((part) =>
    part.code ? [preformatted(part)] : paragraphs(part.text),
  );
  return { type: 'rich_text', block_id: crypto.randomUUID().slice(0, 5), elements };
}

function preformatted({ text }: TextPart): Json {
  const trimmed = text.replace(/^\n/, '').replace(/\n$/, '');
  return { type: 'rich_text_preformatted', elements: elementsOf({ code: true, text: trimmed }), border: 0 };
}

/** Splits text into paragraphs and quotes. Line breaks next to a code block or a quote are dropped. */
function paragraphs(text: string): Json[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n/, '').replace(/\n$/, '').split('\n')) {
    const quote = /^> ?/.test(line);
    const last = runs.at(-1);
    const shown = quote ? line.replace(/^> ?/, '') : line;
    if (last?.quote === quote) last.lines.push(shown);
    else runs.push({ quote, lines: [shown] });
  }
  return runs
    .filter(({ quote, lines }) => quote || lines.some((line) => line !== ''))
    .map(({ quote, lines }) => ({
      type: quote ? 'rich_text_quote' : 'rich_text_section',
      elements: elementsOf({ code: false, text: lines.join('\n') }),
    }));
}

function elementsOf(part: TextPart): Json[] {
  return textTokensOf(part).map((token) => {
    switch (token.type) {
      case 'text':
        return { type: 'text', text: token.text, ...(token.code ? { style: { code: true } } : {}) };
      case 'user':
        return { type: 'user', user_id: token.id };
      case 'channel':
        return { type: 'channel', channel_id: token.id };
      default:
        return { ...token };
    }
  });
}
