import { visible } from '../../card/foreign.ts';
import { bareWords, type Inline, layOut, type RichText } from '../../knowledge/article/rich-text.ts';
import { type Step, stepWords } from '../../knowledge/article/step.ts';
import { escaped } from '../read/message-text.ts';

/** Slack's mrkdwn has no nested lists, so depth is shown by indents; no-break spaces, since ordinary ones may be merged. */
const INDENT = '\u00a0'.repeat(4);

const LOOK = {
  words: (inlines: Inline[]) => inlines.map(inlineMrkdwn).join(''),
  code: (text: string) => `\`\`\`\n${escapeMrkdwn(text)}\n\`\`\``,
  bullet: '•',
  indent: INDENT,
};

/** Words -> Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text). A string is foreign and has no formatting. */
export function mrkdwn(words: string | RichText): string {
  return typeof words === 'string' ? escapeMrkdwn(words) : layOut(words, LOOK);
}

/** An item of a list; every line but its first is indented. */
export function itemMrkdwn(item: string | Step): string {
  return typeof item === 'string' ? escapeMrkdwn(item) : layOut(stepWords(item), LOOK, INDENT);
}

/** The most characters a passage of an article can take. */
export function lengthInSlack(words: RichText): number {
  return layOut(words, LOOK, INDENT).length;
}

/**
 * Foreign text made harmless for Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text): no tag, mention or link
 * can open, since all three need `<`, and a zero-width space keeps names such as "@channel" from being linked.
 */
export function escapeMrkdwn(text: string): string {
  return escaped(visible(text)).replace(/@(?=(?:channel|here|everyone)\b)/gi, '@\u200b');
}

function inlineMrkdwn(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escapeMrkdwn(inline.text);
    case 'code':
      return `\`${escapeMrkdwn(inline.text)}\``;
    case 'strong':
      return `*${LOOK.words(inline.inlines)}*`;
    case 'emphasis':
      return `_${LOOK.words(inline.inlines)}_`;
    case 'link':
      return inline.url
        ? `<${address(inline.url)}|${escapeMrkdwn(bareWords(inline.inlines))}>`
        : LOOK.words(inline.inlines);
  }
}

/** Nothing in an address may end the tag it is in. */
function address(url: string): string {
  return url.replace(/[<>|\s]/g, encodeURIComponent).replaceAll('&', '&amp;');
}
