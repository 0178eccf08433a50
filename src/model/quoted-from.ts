/**
 * Are the words that a model bases its answer on really in the text? Line breaks and case do not count; a few letters, or a
 * placeholder alone, are no evidence.
 */
export function isQuotedFrom(text: string, quote: string): boolean {
  const plain = (words: string) => words.replace(/\s+/g, ' ').trim().toLowerCase();
  const letters = plain(quote).replace(/<[^>]{0,40}>|[^\p{L}\p{N}]/gu, '');
  return letters.length > 3 && plain(text).includes(plain(quote));
}
