import type { ExtractedError } from '../scim-error.ts';
import type { Body } from './bodies.ts';
import { isContained, mayBeOne } from './distinct.ts';
import { type Failing, failingUnit, mayBeSeveral } from './failing-unit.ts';
import { type Span, type Unit, unitsOf } from './units.ts';

/**
 * What one error is read from: its part of a paste, and where in it the service's answer begins, if there is one. `intro`: what
 * comes before the failure; `words`: what tells of it.
 */
export type Part = { text: string; body: Body | null; from: number; intro: string; words: string };

/** The units of one failure; `main`: the one that says most of it. */
type Group = { units: Unit[]; main: Failing };

/** A text, the JSON objects in it, and those of them that report failures. */
export type Found = { text: string; objects: Span[]; bodies: Body[]; aboutScim: boolean };

/**
 * The parts of a text, one for each failure, in order. A part begins where the one before ends, or at the blank line between them,
 * so that what introduces a failure (a request, a name, a wrapper's sentence) stays with it. Entries that worked belong to no part.
 * A text that tells of one failure, or of none that stands by itself, is one part.
 */
export function partsOf(found: Found): Part[] {
  const { text, bodies } = found;
  if (bodies.length < 2 && !mayBeSeveral(text)) return [wholeOf(text, bodies[0])];
  const { groups, worked } = groupsIn(found);
  const [first, ...others] = groups;
  const isOneOfMany = others.length > 0 || (worked && first?.main.error()?.about);
  return first && isOneOfMany
    ? groups.map((group) => partOf(text, group))
    : [wholeOf(text, first?.main.body ?? bodies[0])];
}

/** The parts of what is left of a text beside the rows in it: only what is a failure by itself. */
export function partsBesideRows(found: Found): Part[] {
  return groupsIn(found).groups.map((group) => partOf(found.text, group));
}

function groupsIn({ text, objects, bodies, aboutScim }: Found) {
  const groups: Group[] = [];
  const pending: Unit[] = [];
  let [next, worked] = [0, false];
  const apart = bodies.slice(0, -1).map(({ end }) => end);
  for (const unit of unitsOf(text, objects, apart)) {
    const starts = bodies[next]?.start ?? text.length;
    const body = starts < unit.end ? (bodies[next] ?? null) : null;
    if (body) next += 1;
    const last = groups.at(-1);
    const listed = last !== undefined && pending.length === 0 && last.units.at(-1)?.gap === false;
    const failing = failingUnit(text, unit, { body, aboutScim, listed });
    if (failing === 'worked') worked = true;
    else if (!failing) pending.push(unit);
    else if (last && isOne(last.main, failing)) {
      last.units.push(...pending.splice(0), unit);
      if (saysMore(failing, last.main)) last.main = failing;
    } else {
      const own = last && !last.units.at(-1)?.gap ? pending.findIndex(({ gap }) => gap) + 1 : 0;
      last?.units.push(...pending.splice(0, own));
      groups.push({ units: [...pending.splice(0), unit], main: failing });
    }
  }
  groups.at(-1)?.units.push(...pending);
  return { groups, worked };
}

/** One failure, told by the service's answer and by what passed it on, or by a status in one line and by words in the next. */
function isOne(one: Failing, other: Failing): boolean {
  const [a, b] = [one.error(), other.error()];
  if (!a || !b || !mayBeOne(a, b)) return false;
  if ((one.body === null) !== (other.body === null)) return one.logged || other.logged || isContained(a, b);
  return one.body === null && says(a) !== says(b);
}

function saysMore(one: Failing, than: Failing): boolean {
  return one.body !== null || (than.body === null && than.error()?.detail === null);
}

function wholeOf(text: string, body: Body | null = null): Part {
  return { text, body, from: body?.start ?? text.length, intro: '', words: text };
}

function partOf(text: string, { units, main: { unit, body } }: Group): Part {
  const join = (some: Unit[]) => some.map(({ start, end }) => text.slice(start, end)).join('');
  const [own, intro] = [join(units), join(units.slice(0, units.indexOf(unit)))];
  return {
    text: own,
    body,
    from: body ? intro.length + body.start - unit.start : own.length,
    intro,
    words: join([unit]),
  };
}

/** Does an error say in words what failed, or whom it is about? */
function says({ detail, about }: ExtractedError): boolean {
  return detail !== null || about !== null;
}
