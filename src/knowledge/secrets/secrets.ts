import { FORMS, type Form } from './known-forms.ts';
import { looseBearer } from './loose-bearer.ts';
import { nameAt, namedValue } from './named-value.ts';
import { NAME_HINTS } from './names.ts';
import type { Reading } from './reading.ts';
import { isDisguised, readingsOf } from './readings.ts';
import { lineEndsOf, type Span } from './span.ts';
import { walkHints } from './walk-hints.ts';

export const CUT = '[secret removed]';

/** A part of a text that is secret, and what it is. */
export type Secret = Span & { kind: string };

const eachHint = walkHints<Form | 'name'>([
  ...NAME_HINTS.map((hint): [string, 'name'] => [hint, 'name']),
  ...FORMS.flatMap((form) => form.hints.map((hint): [string, Form] => [hint, form])),
]);

/**
 * The secrets in a text, in order and apart: tokens that their form tells, and the values of headers and fields whose name tells them,
 * however they are written (docs/security.md). Its work grows with the text and not faster.
 */
export function secretsIn(raw: string): Secret[] {
  if (!isDisguised(raw) && !hasHint(raw)) return [];
  const found = readingsOf(raw).flatMap(secretsOf);
  if (found.length === 0) return [];
  const secrets: Secret[] = [];
  for (const one of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = secrets.at(-1);
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end);
    else secrets.push({ ...one });
  }
  return secrets;
}

/** May a text hold a secret? Cheap, so that most texts are only walked through once. */
export function mayHoldSecret(text: string): boolean {
  return hasHint(text) || (isDisguised(text) && readingsOf(text).some((reading) => hasHint(reading.text)));
}

function hasHint(text: string): boolean {
  let found = false;
  eachHint(text, () => {
    found = true;
    return text.length;
  });
  return found;
}

function secretsOf({ text, rawAt, rawEnd }: Reading): Secret[] {
  const secrets: Secret[] = [];
  const lineEnd = lineEndsOf(text);
  /** A name is looked at once, although it may have several hints. */
  let nameEnd = 0;
  eachHint(text, (at, what) => {
    if (text.startsWith(CUT, at - 1)) return at + CUT.length - 1;
    if (what === 'name' && at < nameEnd) return null;
    const name = what === 'name' ? nameAt(text, at) : null;
    if (name) nameEnd = name.end;
    const found =
      what === 'name'
        ? (name && namedValue(text, name, lineEnd)) || looseBearer(text, at)
        : formAt(text, at, what);
    if (!found || text.startsWith(CUT, found.start)) return null;
    secrets.push({ start: rawAt(found.start), end: rawEnd(found.end), kind: found.kind });
    return found.end;
  });
  return secrets;
}

function formAt(text: string, hint: number, { token, kind, before }: Form): Secret | null {
  const start = hint - before;
  if (start < 0) return null;
  token.lastIndex = start;
  const found = token.exec(text);
  if (!found) return null;
  const end = start + found[0].length;
  return { start: end - (found[1] ?? found[0]).length, end, kind };
}

/** A text without its secrets, and which kinds were cut out of it. */
export function withoutSecrets(text: string): { text: string; kinds: string[] } {
  const secrets = secretsIn(text);
  return { text: cut(text, 0, secrets), kinds: [...new Set(secrets.map(({ kind }) => kind))] };
}

/** A piece of a text without the secrets of the whole; `offset`: where in the whole it begins. */
export function cut(piece: string, offset: number, secrets: Span[]): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of secrets) {
    clean += `${piece.slice(at, Math.max(0, start - offset))}${CUT}`;
    at = Math.min(piece.length, end - offset);
  }
  return clean + piece.slice(at);
}
