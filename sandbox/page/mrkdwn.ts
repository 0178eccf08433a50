import { type Html, html } from './html.ts';
import { emojiOf, type Names } from './names.ts';

/**
 * Renders mrkdwn in Slack's wire form. https://docs.slack.dev/messaging/formatting-message-text
 * Reads code first, because nothing inside it is markup; then tags, because only `<` opens one; then bold, italic and strike.
 */
export function mrkdwn(text: string, names: Names): Html {
  const parts = text.split(/```([\s\S]*?)```/);
  return html`${parts.map((part, index) =>
    index % 2 === 1
      ? html`<pre>${unescaped(withoutTags(part)).replace(/^\n|\n$/g, '')}</pre>`
      : lines(part, names),
  )}`;
}

/** Lines that begin with a greater-than sign are a quote. A line break next to a code block is part of the block. */
function lines(text: string, names: Names): Html {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const quote = line.startsWith('&gt;');
    const shown = quote ? line.replace(/^&gt; ?/, '') : line;
    const last = runs.at(-1);
    if (last?.quote === quote) last.lines.push(shown);
    else runs.push({ quote, lines: [shown] });
  }
  return html`${runs.map(({ quote, lines }) => {
    const inside = lines.map((line, index) => html`${index > 0 && html`<br>`}${spans(line, names)}`);
    return quote ? html`<blockquote>${inside}</blockquote>` : inside;
  })}`;
}

/** The text between two marks has a maximum length, so that hostile input cannot make this slow. */
const SPAN =
  /`(?<code>[^`\n]+)`|<(?<tag>[^<>]+)>|:(?<emoji>[a-z0-9_+-]+):|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inside>[^\n]{0,600}?\S)\k<mark>(?![\p{L}\p{N}])/gu;

function spans(text: string, names: Names): Html {
  const out: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(SPAN)) {
    out.push(html`${unescaped(text.slice(from, match.index))}`);
    out.push(spanOf(match.groups ?? {}, names));
    from = match.index + match[0].length;
  }
  return html`${out}${unescaped(text.slice(from))}`;
}

const MARKS: Record<string, (inside: Html) => Html> = {
  '*': (inside) => html`<strong>${inside}</strong>`,
  _: (inside) => html`<em>${inside}</em>`,
  '~': (inside) => html`<s>${inside}</s>`,
};

function spanOf(
  { code, tag, emoji, mark, inside = '' }: Record<string, string | undefined>,
  names: Names,
): Html {
  if (code !== undefined) return html`<code>${unescaped(withoutTags(code))}</code>`;
  if (tag !== undefined) return tagOf(tag, names);
  if (emoji !== undefined) return html`${emojiOf(emoji)}`;
  return MARKS[mark ?? '']?.(spans(inside, names)) ?? html`${inside}`;
}

function tagOf(tag: string, names: Names): Html {
  const [target = '', label] = tag.split('|', 2).map(unescaped);
  const id = target.slice(1);
  if (target.startsWith('@')) return mention(`@${label ?? names.user(id)}`);
  if (target.startsWith('#')) return mention(`#${label ?? names.channel(id)}`);
  if (target.startsWith('!date^')) return html`${label ?? target}`;
  if (target.startsWith('!')) return mention(label ?? `@${id}`);
  return link(target, label ?? target.replace(/^mailto:/, ''));
}

export function mention(text: string): Html {
  return html`<span class="mention">${text}</span>`;
}

/** Links only what a browser can open safely. Anything else stays text. */
export function link(url: string, label: string): Html {
  return /^(?:https?:\/\/|mailto:)/i.test(url)
    ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`
    : html`${label}`;
}

/** In code, shows a linked address as it was written. */
function withoutTags(text: string): string {
  return text.replace(/<(?:[^<>|]*\|)?([^<>|]*)>/g, '$1');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Turns the wire form back into what the author typed, for editing. Mentions stay tokens. */
export function typedAgain(text: string): string {
  return unescaped(text.replace(/<(?![@#!])(?:[^<>|]*\|)?([^<>|]*)>/g, '$1'));
}
