import { isEntry } from './entry.ts';
import { isProviderSentence } from './sentences.ts';

/** A stretch of a text. */
export type Span = { start: number; end: number };

/** A line with the lines that continue it, up to the next; `gap`: a blank line follows. */
export type Unit = Span & { gap: boolean };

/** Frames of a stack trace, causes of an exception, and what is set in below a line. */
const CONTINUES =
  /^(?:[ \t]+(?:at|File|in|from) |\t|[ \t]{2,}\S|Caused by\b|During handling of|The above exception|\.\.\. \d)/;

/** Sentences that stand at the beginning of one failure; several in one line are several failures. */
const BEGINNINGS = [
  /Automatic (?:provisioning|profile push) of user\b/gi,
  /Failed to \w{4,12} (?:User|Group) '/gi,
  /Resource \[(?:USER|GROUP)\]/gi,
];
const BEGINS = new RegExp(BEGINNINGS.map(({ source }) => source).join('|'), 'i');

/** Where the line after a place begins. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/**
 * Text -> its units, in order, without anything between them. `whole`: stretches that stay in one unit, as a JSON body over several
 * lines. `apart`: where units end within a line. Linear in the text's length.
 */
export function unitsOf(text: string, whole: Span[], apart: number[]): Unit[] {
  const units: Unit[] = [];
  const cuts = [...apart];
  let [inTrace, passed] = [false, 0];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = nextLine(text, start);
    const line = text.slice(start, end);
    while ((whole[passed]?.end ?? text.length) <= start) passed += 1;
    const inside = (whole[passed]?.start ?? text.length) < start;
    const blank = line.trim() === '';
    const last = units.at(-1);
    if (last && (inside || blank || inTrace || continues(line, text, last))) {
      last.end = end;
      last.gap ||= blank && !inside;
    } else units.push({ start, end, gap: false });
    if (!inside) cuts.push(...furtherBeginnings(line).map((at) => start + at));
    inTrace = isEntry(line, 'trace') || (inTrace && /^[ \t]/.test(line));
  }
  return cutAt(
    units,
    cuts.sort((a, b) => a - b),
  );
}

/**
 * Lines without a beginning of their own belong to the entry of a log above them, as does an exception below a line with a time.
 * But what a provider writes stands by itself.
 */
function continues(line: string, text: string, last: Unit): boolean {
  if (isEntry(line, 'trace')) return !last.gap;
  const frame = CONTINUES.test(line);
  if (last.gap || frame) return frame && !isEntry(line);
  const above = text.slice(last.start, last.start + 300);
  if (!isEntry(above, 'logged')) return false;
  if (isEntry(line, 'raised')) return isEntry(above, 'stamped');
  return !isEntry(line) && !isProviderSentence(line);
}

/** Where further failures begin that stand in one line, or text. */
export function furtherBeginnings(line: string): number[] {
  if (!BEGINS.test(line)) return [];
  const found = BEGINNINGS.map((beginning) => [...line.matchAll(beginning)].slice(1));
  return found.find((further) => further.length > 0)?.map(({ index }) => index) ?? [];
}

function cutAt(units: Unit[], cuts: number[]): Unit[] {
  let next = 0;
  return units.flatMap((unit) => {
    const pieces: Unit[] = [];
    let { start } = unit;
    for (let at = cuts[next]; at !== undefined && at < unit.end; at = cuts[++next]) {
      if (at > start) pieces.push({ start, end: at, gap: false });
      start = Math.max(start, at);
    }
    return [...pieces, { ...unit, start }];
  });
}
