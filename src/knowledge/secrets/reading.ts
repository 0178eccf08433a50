/** A text as its reader sees it. `rawAt`: where a part of it that begins here begins in the raw text; `rawEnd`: where one ends. */
export type Reading = { text: string; rawAt(start: number): number; rawEnd(end: number): number };

/** What stands at `i`: how many characters, and the one that they mean (-1: none). Null: it means itself. */
export type Rewrite = (text: string, i: number, code: number) => { length: number; code: number } | null;

/** Null when nothing was rewritten. */
export function rewritten({ text, rawAt, rawEnd }: Reading, rewrite: Rewrite): Reading | null {
  const codes = new Uint16Array(text.length);
  const places = new Uint32Array(text.length + 1);
  let n = 0;
  let changed = false;
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    const meant = rewrite(text, i, code);
    if (meant) changed = true;
    if (!meant || meant.code >= 0) {
      codes[n] = meant?.code ?? code;
      places[n] = i;
      n += 1;
    }
    i += meant?.length ?? 1;
  }
  if (!changed) return null;
  places[n] = text.length;
  const read = Buffer.from(codes.buffer, 0, n * 2).toString('utf16le');
  const before = (i: number) => places[i] ?? text.length;
  return { text: read, rawAt: (i) => rawAt(before(i)), rawEnd: (i) => rawEnd(before(i)) };
}
