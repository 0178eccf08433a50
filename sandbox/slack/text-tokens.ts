/** A piece of typed text as Slack's client recognises it. A link has `text` if that differs from its URL. */
export type TextToken =
  | { type: 'text'; text: string; code?: true }
  | { type: 'link'; url: string; text?: string }
  | { type: 'user'; id: string }
  | { type: 'channel'; id: string }
  | { type: 'broadcast'; range: string }
  | { type: 'emoji'; name: string };

/** A part of typed text: a code block, or the text before or after one. */
export type TextPart = { code: boolean; text: string };

const EMOJI: Readonly<Record<string, string>> = {
  '⚠️': 'warning',
  '✅': 'white_check_mark',
  '❌': 'x',
  '🔥': 'fire',
  '🚨': 'rotating_light',
  '👍': '+1',
  '🙏': 'pray',
  '👀': 'eyes',
  '🎉': 'tada',
  '👋': 'wave',
  '🙂': 'slightly_smiling_face',
};
/** Only known names become emoji, so the colons of a URN stay text. */
const KNOWN_NAMES = new Set([
  ...Object.values(EMOJI),
  'smile',
  'thumbsup',
  'id',
  'key',
  'lock',
  'sos',
  'new',
  'ok',
]);

const MENTION = String.raw`<@(?<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>|<#(?<channel>[CG][A-Z0-9]+)(?:\|[^>]*)?>|<!(?<range>here|channel|everyone)>`;
const LINK = String.raw`(?<url>https?:\/\/[^\s<>"|\x60]*[^\s<>"|\x60.,;:!?)\]}'*_~])`;
const EMAIL = String.raw`(?<![\w.+%-])(?<email>[\w.+%-]{0,63}[\w+%-]@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24})`;
/** Slack knows every top-level domain. These are enough for what people paste here. */
const DOMAIN = String.raw`(?<![\w@.:/-])(?<domain>(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|io|dev|de|uk|eu)(?:\/[^\s<>"|\x60]*[^\s<>"|\x60.,;:!?)\]}'])?)(?![\w@-]|\.\w)`;
const INLINE_CODE = String.raw`\x60(?<code>[^\x60\n]{1,4000})\x60`;
const NAME = `:(?<name>[a-z0-9_+-]{1,60}):`;
const PICTURE = `(?<picture>${Object.keys(EMOJI).join('|')})`;

const IN_CODE = new RegExp([MENTION, LINK, EMAIL, DOMAIN].join('|'), 'gu');
const IN_TEXT = new RegExp([MENTION, LINK, EMAIL, DOMAIN, INLINE_CODE, NAME, PICTURE].join('|'), 'gu');

/** Splits typed text into code blocks and the text between them. */
export function textPartsOf(typed: string): TextPart[] {
  return typed.split(/```([\s\S]*?)```/).flatMap((text, index) => {
    const code = index % 2 === 1;
    return text === '' && !code ? [] : [{ code, text }];
  });
}

/** Splits a part of typed text into tokens. Code blocks contain links too, but no emoji. */
export function textTokensOf({ text, code }: TextPart): TextToken[] {
  const tokens: TextToken[] = [];
  let end = 0;
  const push = (token: TextToken): void => {
    const last = tokens.at(-1);
    if (token.type === 'text' && last?.type === 'text' && !token.code && !last.code) last.text += token.text;
    else if (token.type !== 'text' || token.text !== '') tokens.push(token);
  };
  for (const match of text.matchAll(code ? IN_CODE : IN_TEXT)) {
    push({ type: 'text', text: text.slice(end, match.index) });
    push(tokenOf(match.groups ?? {}, match[0]));
    end = match.index + match[0].length;
  }
  push({ type: 'text', text: text.slice(end) });
  return tokens;
}

function tokenOf(found: Record<string, string | undefined>, matched: string): TextToken {
  const { user, channel, range, url, email, domain, code, name, picture } = found;
  if (user) return { type: 'user', id: user };
  if (channel) return { type: 'channel', id: channel };
  if (range) return { type: 'broadcast', range };
  if (url) return { type: 'link', url };
  if (email) return { type: 'link', url: `mailto:${email}`, text: email };
  if (domain) return { type: 'link', url: `http://${domain}`, text: domain };
  if (code) return { type: 'text', text: code, code: true };
  const emoji = picture ? EMOJI[picture] : name;
  return emoji && KNOWN_NAMES.has(emoji) ? { type: 'emoji', name: emoji } : { type: 'text', text: matched };
}
