import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';

/**
 * What a text must hold to fit a pattern: of each clause at least one string. Strings are in lower case, of letters, digits and
 * signs of ASCII, and 3 to 16 characters long. No clauses: nothing is known.
 */
export type Demanded = string[][];

const SHORTEST = 3;
const LONGEST = 16;
/** A clause of more strings costs more than it finds. */
const MOST = 64;

/** A pattern -> what it demands. One that JavaScript cannot read (RE2 has other forms too) demands nothing that is known. */
export function demandedBy(source: string): Demanded {
  try {
    return ofAlternatives(parseRegExpLiteral(new RegExp(source, 'i')).pattern.alternatives);
  } catch {
    return [];
  }
}

/** A sequence demands what each of its parts demands, and its runs of characters. */
function ofSequence(elements: AST.Element[]): Demanded {
  const clauses: Demanded = [];
  let run = '';
  const end = () => {
    for (let at = 0; at < run.length; at += LONGEST) clauses.push([run.slice(at, at + LONGEST)]);
    run = '';
  };
  for (const element of elements) {
    const char = characterOf(element);
    if (char !== null) run += char;
    else if (
      !(element.type === 'Assertion' && 'kind' in element && /^(?:start|end|word)$/.test(element.kind))
    ) {
      end();
      clauses.push(...ofElement(element));
    }
  }
  end();
  return clauses.filter((clause) => clause.every((text) => text.length >= SHORTEST));
}

function ofElement(element: AST.Element): Demanded {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives);
    case 'Quantifier':
      return element.min > 0 ? ofElement(element.element) : [];
    case 'Assertion':
      return 'alternatives' in element && !element.negate ? ofAlternatives(element.alternatives) : [];
    default:
      return [];
  }
}

/** Of several alternatives one must hold: one clause out of the most telling clause of each. */
function ofAlternatives(alternatives: AST.Alternative[]): Demanded {
  const each = alternatives.map(({ elements }) => ofSequence(elements));
  const [only] = each;
  if (only && each.length === 1) return only;
  const best = each.map((clauses) => clauses.toSorted((a, b) => leastLength(b) - leastLength(a))[0]);
  const clause = best.flatMap((of) => of ?? []);
  return best.every((of) => of !== undefined) && clause.length <= MOST ? [[...new Set(clause)]] : [];
}

function leastLength(clause: string[]): number {
  return Math.min(...clause.map(({ length }) => length));
}

/** The one character that an element stands for, where case folds it to nothing beyond ASCII. */
function characterOf(element: AST.Element): string | null {
  if (element.type !== 'Character') return null;
  return element.value >= 0x20 && element.value < 0x7f
    ? String.fromCharCode(element.value).toLowerCase()
    : null;
}
