/** Do the words that a model rests on really stand in the text? Line breaks and case aside; a few letters are no evidence. */
export function standsIn(text: string, quote: string): boolean {
  const plain = (words: string) => words.replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(quote).length > 3 && plain(text).includes(plain(quote));
}
