/** Characters of a paste that are read. */
const LONGEST_PASTE = 400_000;

const SLACK_TOKEN =
  /<(mailto:|tel:|https?:\/\/|@(?=[UW])|#(?=C)|!(?=here|channel|everyone|subteam\^|date\^))([^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>/g;
const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&#34;': '"',
};
// Control characters, zero-width characters, byte-order marks and the invisible "tag" block.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/**
 * Text as a person pasted it -> the plain text they meant: Slack's wire form (docs.slack.dev/messaging/formatting-message-text:
 * `<...>` tokens first, then the entities, once), smart quotes, Markdown escapes, quote marks and copied line numbers undone.
 * Idempotent on plain text; never throws.
 */
export function toPlainText(raw: string): string {
  const text = raw
    .slice(0, LONGEST_PASTE)
    .toWellFormed()
    .replace(SLACK_TOKEN, resolveToken)
    .replace(/&(?:lt|gt|amp|quot|#39|#34);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/<mailto:([^<>|\s]{3,320})(?:\|[^<>\n]{0,320})?>/g, '$1')
    .replace(/\[([^[\]\n]{1,320})\]\(mailto:[^)\s]{1,320}\)/g, '$1')
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/\\([[\]{}()_*#+.!`<>|~@-])/g, '$1')
    .replace(/```[a-z]{0,12}(?=\n|$)/g, '')
    .replaceAll('```', '\n');
  return withoutLineNumbers(text.replace(/^(?:> ?|< (?=\S))+/gm, ''));
}

/** How many characters at the end of a paste are not read. */
export function unreadOf(raw: string): number {
  return Math.max(0, raw.length - LONGEST_PASTE);
}

function resolveToken(_token: string, kind: string, target: string, label: string | undefined): string {
  if (kind === 'mailto:' || kind === 'tel:') return label || target;
  if (kind === '@' || kind === '#') return `${kind}${label || target}`;
  if (kind === '!') return label || `@${target.split('^')[0]}`;
  const url = kind + target;
  if (!label || label === url) return url;
  return target === label || target === `${label}/` || url.endsWith(label) ? label : `${label} ${url}`;
}

/** Code blocks copied from a web page bring their line numbers: `1 {`, `2   "schemas": ...`. */
function withoutLineNumbers(text: string): string {
  const lines = text.split('\n');
  const numbered = lines.filter((line) => line.trim() !== '');
  const counted = numbered.every((line, i) => line.match(/^\s*(\d{1,4})(?=\D|$)/)?.[1] === String(i + 1));
  if (!counted || numbered.length === 0 || !/^\s*1\s*\{/.test(text)) return text;
  return lines.map((line) => line.replace(/^\s*\d{1,4}/, '')).join('\n');
}
