import { KEY_WORDS, type Name, nameOf } from './names.ts';
import { isPlaceholder, isProse, isSentence, isUnlikeWord } from './prose.ts';
import { type LineEnd, quoted, restOfLine, run, type Span, upTo } from './span.ts';

const LETTERS_AFTER = /[\w-]{0,60}/y;
/** Keys of a list of pairs whose value is a name: HAR, Postman, Graph, XML, a PATCH operation. */
const HOLDS_NAME =
  /(?:name|key|path|field|header|attribute|title|param(?:eter)?|label|id)["'`]?\s{0,5}(?:=>|[:=])\s{0,5}["'`]?$/i;
const VALUE_KEY =
  /["'`\s,;{<](?:value|val|content|data)["'`]?\s{0,10}(?:=>|[:=]|>)\s{0,10}\[?\s{0,5}(["'`])?/i;

const OPENING = String.raw`[*_~]{0,3}[[(]{0,2}\s{0,5}(?:\b[bu](?=["'\x60]))?(["'\x60])?`;
const SAID = String.raw`(?:[ \t](?:header|value|field|is|was|for [\w-]{1,40}))?`;
/** `name: value`, `"name" => "value"`, `name=value`, also with the value on the next line or as its only entry. */
const ASSIGNED = new RegExp(
  String.raw`["'\x60*_~\])]{0,4}${SAID}["'\x60*_~]{0,3}[ \t]{0,40}\*?(?:=>|:=|->|[:=])[ \t]{0,40}(?:\n[ \t>]{0,40}(?:- )?)?${OPENING}`,
  'y',
);
/** `("name", "value")`, `["name", "value"]`, `--name value`. */
const LISTED = new RegExp(String.raw`["'\x60]\s{0,10},\s{0,10}\[?${OPENING}`, 'y');
const FLAG = /[ \t]{1,5}(["'`])?(?!-)/y;
/** A row of a table, in Markdown or with tabs. */
const ROW = /["'`*_]{0,3}[ \t]{0,40}(?:\|[ \t|]{0,40}|\t[ \t]{0,20})["'`*_]{0,3}/y;
/** `<name>value</name>` */
const TAG = /["']?[^<>=/\n]{0,40}>\s{0,20}/y;
/** A name that is the end of its line, its value alone on the next: how screens are copied. */
const ABOVE =
  /["'`*_]{0,3}[ \t]{0,5}[*:]?[ \t]{0,5}\r?\n\s{0,10}(?:[A-Za-z]{3,12}[ \t]{0,5}\r?\n\s{0,10}|(?:bearer|ssws|basic|token)[ \t])?(?=\S{8,4000}[ \t]{0,5}(?:\r?\n|$)|\S{20})/iy;
/** The same with a header whose scheme has parameters. */
const UNDER = /["'`*_]{0,3}[ \t]{0,5}\r?\n[ \t]{0,10}(?=(?:digest|hawk|oauth|aws4-hmac-sha256|token) \w)/iy;
/** `my token is x`, `secret x` */
const SAYS = /["'`]?(?:[ \t](?:is|was|ist|est|es))?[ \t]{1,3}["'`]?/y;
const SCHEME =
  /(?:bearer|basic|ssws|token|digest|ntlm|negotiate|hawk|oauth|geniekey|apikey|authtoken|dpop|jwt|key|splunk|aws4-hmac-sha256)["'`]?(?:[ \t\n+:]|=(?!=)){1,20}/iy;
const OPEN_MARK = /["'`([{]{0,2}/y;
const ONE_RUN = /^(?:bearer|basic|ssws|token|ntlm|negotiate|geniekey|apikey|authtoken|dpop|jwt|key)/i;

/** A name in a text. `lead`: what is before it; `meant`: null when it names nothing secret. */
type Place = { start: number; end: number; lead: string; meant: Name | null };

/** The name around a hint. */
export function nameAt(text: string, hint: number): Place {
  let start = hint;
  while (start > hint - 80 && /[\w.-]/.test(text[start - 1] ?? '')) start -= 1;
  const end = after(LETTERS_AFTER, text, hint)?.end ?? hint;
  const written = text.slice(start, end);
  const lead = text.slice(Math.max(0, start - 60), start);
  const spaced = /^keys?$/i.test(written) ? (KEY_WORDS.exec(lead)?.[0] ?? '') : '';
  return { start, end, lead, meant: nameOf(spaced + written) };
}

/** The value that belongs to a name, whatever the notation; null if there is none, or it is no secret. */
export function namedValue(
  text: string,
  { meant, ...at }: Place,
  lineEnd: LineEnd,
): (Span & { kind: string }) | null {
  if (!meant) return null;
  const span = spanOf(text, { ...at, name: meant }, lineEnd);
  return span && span.end > span.start ? { ...span, kind: meant.kind } : null;
}

type Named = Omit<Place, 'meant'> & { name: Name };

function spanOf(text: string, place: Named, lineEnd: LineEnd): Span | null {
  const { end, lead, name } = place;
  if (/[:=>]\s{0,5}["'`]?$/.test(lead.slice(-8)) && HOLDS_NAME.test(lead)) {
    const pair = pairedValue(text, place, lineEnd);
    if (pair !== undefined) return pair;
  }
  const assigned = after(ASSIGNED, text, end);
  if (assigned) return written(text, assigned, place, lineEnd);
  const listed = (name.header ? /["'`]$/ : /[[(]\s{0,5}[bu]?["'`]$/).test(lead) && after(LISTED, text, end);
  if (listed && !isKey(text, listed)) return written(text, listed, place, lineEnd);
  if (/[<:]$/.test(lead) || /<[^<>]{0,58}["']$/.test(lead)) {
    const tag = after(TAG, text, end);
    if (tag)
      return plain(text, credentials(text, tag.end, name), name, false, () =>
        upTo('<', text, credentials(text, tag.end, name), lineEnd),
      );
  }
  if (/(?:^|\s)--?$/.test(lead)) {
    const flag = after(FLAG, text, end);
    if (flag) return written(text, flag, place, lineEnd);
  }
  const row = after(ROW, text, end);
  if (row)
    return plain(text, credentials(text, row.end, name), name, false, () =>
      upTo(' |', text, credentials(text, row.end, name), lineEnd),
    );
  const above = after(ABOVE, text, end);
  if (above) return likely(text, above.end);
  const under = name.header && after(UNDER, text, end);
  if (under) return restOfLine(text, under.end, lineEnd);
  const says = after(SAYS, text, end);
  if (!says) return null;
  const said = firstWord(text, says.end);
  const mixed = said.length >= 8 && /\d/.test(said) && /[A-Za-z]/.test(said) && !/:\/\/|@/.test(said);
  return mixed ? likely(text, says.end) : null;
}

/** `opened`: the mark before the value, if any. */
type Opened = { end: number; opened: string | undefined };

function after(pattern: RegExp, text: string, at: number): Opened | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { end: at + found[0].length, opened: found[1] };
}

/** Where the credentials begin: after the name of their scheme. */
function credentials(text: string, at: number, name: Name): number {
  return (name.header && after(SCHEME, text, at)?.end) || at;
}

/** What follows in the list is the key of something else. */
function isKey(text: string, { end, opened }: Opened): boolean {
  return opened !== undefined && /^[\w -]{1,60}["'`]\s{0,5}(?::|=>)/.test(text.slice(end, end + 70));
}

/** A value after `:`, `=` or a comma. */
function written(text: string, { end: at, opened }: Opened, place: Named, lineEnd: LineEnd): Span | null {
  const { name, lead } = place;
  const scheme = name.header || name.kind === 'token' ? after(SCHEME, text, at) : null;
  const credentials = scheme?.end ?? at;
  if (isPlaceholder(text, at) || isPlaceholder(text, credentials)) return null;
  const start = scheme ? (after(OPEN_MARK, text, credentials)?.end ?? credentials) : at;
  if (opened) {
    const span = quoted(text, start, opened, lineEnd);
    return scheme || !isSentence(text.slice(span.start, span.end)) ? span : null;
  }
  const first = firstWord(text, start);
  if (name.header && text[at - 1] !== '=')
    return headerValue(text, start, first, scheme !== null, place, lineEnd);
  const alone = start + first.length === lineEnd(start);
  if (text.slice(place.end, at).includes('\n') && !(name.wordy && (alone || first.length > 7)))
    return likely(text, start);
  if (text[at - 1] === '=') return run(text, start);
  if (/["'`]\s{0,5}$/.test(lead)) return isProse(text, start) ? null : run(text, start);
  return plain(text, start, name, alone, () => run(text, start));
}

/** A header's value without quotation marks. */
function headerValue(
  text: string,
  start: number,
  first: string,
  scheme: boolean,
  { name, lead, end }: Named,
  lineEnd: LineEnd,
): Span | null {
  const ownLine = /(?:^|\n)[\s>|*\-$+<]{0,20}$/.test(lead);
  if (scheme) {
    // In a sentence only the token is cut, since the sentence goes on; parameters (`username="..."`) are its whole rest.
    const one =
      !ownLine &&
      ONE_RUN.test(text.slice(end, start).replace(/^[^A-Za-z]*/, '')) &&
      !/^\w{1,20}=/.test(first);
    return one ? run(text, start) : restOfLine(text, start, lineEnd);
  }
  const unlike = isUnlikeWord(first);
  if (isProse(text, start) && !unlike) return null;
  const sure = ownLine || unlike || name.kind === 'cookie' || start + first.length === lineEnd(start);
  return sure ? restOfLine(text, start, lineEnd) : null;
}

/** A value without quotation marks: a word of a sentence is none. `alone`: nothing else is on its line. */
function plain(text: string, start: number, name: Name, alone: boolean, span: () => Span): Span | null {
  if (isPlaceholder(text, start)) return null;
  if (isUnlikeWord(firstWord(text, start))) return span();
  return !isProse(text, start) && (name.wordy || alone || name.header) ? span() : null;
}

function likely(text: string, start: number): Span | null {
  return isPlaceholder(text, start) || !isUnlikeWord(firstWord(text, start)) ? null : run(text, start);
}

/** Enough of the run that begins here to tell a word from a value. */
function firstWord(text: string, start: number): string {
  const piece = text.slice(start, start + 200);
  const { end } = run(piece, 0);
  return piece.slice(0, end);
}

/** `{"key": "SecretToken", ..., "value": "x"}`, in either order; undefined: there is no value beside it. */
function pairedValue(text: string, place: Named, lineEnd: LineEnd): Span | null | undefined {
  const next = /^[^{}]*/.exec(text.slice(place.end, place.end + 300))?.[0] ?? '';
  const found = VALUE_KEY.exec(next);
  if (found) {
    const end = place.end + found.index + found[0].length;
    return written(text, { end, opened: found[1] }, place, lineEnd);
  }
  const from = Math.max(0, place.start - 600);
  const earlier = /[^{}]*$/.exec(text.slice(from, place.start))?.[0] ?? '';
  const value = VALUE_KEY.exec(earlier);
  if (!value?.[1]) return undefined;
  const start = place.start - earlier.length + value.index + value[0].length;
  return isPlaceholder(text, start) ? null : quoted(text, start, value[1], () => place.start);
}
