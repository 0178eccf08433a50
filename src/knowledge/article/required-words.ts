/** One piece of a regular expression's source, outside groups. */
type Piece = { char: string; literal: boolean; optional: boolean };

/**
 * Whole words, lower-cased, that every text fitting the pattern must hold; for finding the few patterns worth trying among
 * thousands. Errs on the side of none: a pattern with a top-level alternative has none, and a word counts only where both its
 * ends are certain (a literal non-word character, `\b`, `^` or `$` beside it).
 */
export function requiredWords(pattern: string): string[] {
  const pieces = piecesOf(pattern);
  if (!pieces) return [];
  const words: string[] = [];
  let word: string | null = null;
  for (const { char, literal, optional } of pieces) {
    if (literal && /\w/.test(char)) {
      if (word !== null) word = optional ? null : word + char;
    } else {
      const boundary = !optional && (literal || char === '\\b' || char === '^' || char === '$');
      if (word && boundary) words.push(word.toLowerCase());
      word = boundary ? '' : null;
    }
  }
  return words;
}

/** The words of a text that `requiredWords` may name, lower-cased and distinct. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\w{1,80}/g) ?? []);
}

function piecesOf(pattern: string): Piece[] | null {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    if (rest[0] === '|') return null;
    const [token] = /^(?:\\.|\[(?:\\.|[^\]\\])*\])/.exec(rest) ?? [];
    const size = rest[0] === '(' ? groupLength(rest) : (token?.length ?? 1);
    if (size === null) return null;
    const [quantifier = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(rest.slice(size)) ?? [];
    pieces.push({ ...literalOf(rest.slice(0, size)), optional: /^(?:[*?]|\{0)/.test(quantifier) });
    if (quantifier && !/^[*?]|^\{0/.test(quantifier))
      pieces.push({ char: '', literal: false, optional: true });
    at += size + quantifier.length;
  }
  return pieces;
}

function literalOf(token: string): { char: string; literal: boolean } {
  if (/^\\[^\w]$/.test(token)) return { char: token.slice(1), literal: true };
  const special = token.length > 1 || '.^$'.includes(token);
  return { char: token, literal: !special };
}

function groupLength(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '[') i = classEnd(text, i);
    else if (text[i] === '(') depth += 1;
    else if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return null;
}

function classEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === ']') return i;
  }
  return text.length;
}
