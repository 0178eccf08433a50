import type { Rewrite } from './reading.ts';

const letters = new Map<number, number | null>();

/** Full-width and styled letters, typographic quotes and blanks, invisible characters. */
export const plainLetter: Rewrite = (text, i, code) => {
  if (code < 0x80) return null;
  const point = text.codePointAt(i) ?? code;
  let plain = letters.get(point);
  if (plain === undefined) {
    plain = plainCode(String.fromCodePoint(point));
    if (letters.size < 5000) letters.set(point, plain);
  }
  return plain === null ? null : { length: point > 0xffff ? 2 : 1, code: plain };
};

/** The ASCII letter that another one looks like; -1: none can be seen; null: it is only itself. */
export function plainCode(letter: string): number | null {
  if (/\p{Default_Ignorable_Code_Point}/u.test(letter)) return -1;
  if (/[\u0085\u2028\u2029]/.test(letter)) return 10;
  if (/[\u201c-\u201f\u00ab\u00bb]/.test(letter)) return 34;
  if (/[\u2018-\u201b]/.test(letter)) return 39;
  const plain = letter.normalize('NFKC');
  return plain.length === 1 && plain < '\u0080' ? plain.charCodeAt(0) : null;
}
