/**
 * Do the words that a model rests on really stand in the text? Line breaks and case aside; a few letters, or a placeholder alone,
 * are no evidence.
 */
export function isQuotedFrom(text: string, quote: string): boolean {
  const plain = (words: string) => words.replace(/\s+/g, ' ').trim().toLowerCase();
  const letters = plain(quote).replace(/<[^>]{0,40}>|[^\p{L}\p{N}]/gu, '');
  return letters.length > 3 && plain(text).includes(plain(quote));
}
