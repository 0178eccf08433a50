import { withoutLinks } from './card-text.ts';

// Controls (also those that a terminal obeys), and marks that turn the direction of what follows or cannot be seen.
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A text without characters that a reader does not see, but a terminal or a screen obeys. Line breaks stay. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (unseen) => (unseen === '\u200b' ? unseen : ''));
}

/**
 * What a stranger wrote, as it may stand in a quotation: in one line, so that it cannot begin a heading or a list of steps of its own,
 * of at most `longest` characters, and nothing in it becomes a link.
 */
export function foreign(text: string, longest: number): string {
  return withoutLinks(
    visible(text.replace(/\u200b/g, '').replace(/[\s\u0085\u2028\u2029]+/g, ' '))
      .trim()
      .slice(0, longest),
  );
}
