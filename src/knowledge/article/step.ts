import type { Report } from './problem.ts';
import { type Block, plainText, type RichText } from './rich-text.ts';

/** Who carries a step out, as its writer puts it in square brackets at its beginning. */
const ROLES = ['identity provider admin', 'org admin', 'account owner'] as const;

/** One thing to do, or to check. `role`: null where it does not say who. */
export type Step = { role: (typeof ROLES)[number] | null; words: RichText };

/** What is below a heading that must hold one list -> its items. Reports everything beside the list, and unknown roles. */
export function readSteps(
  { heading, line }: { heading: string; line: number },
  blocks: RichText,
  report: Report,
): Step[] {
  const lists = blocks.filter((block) => block.kind === 'list');
  if (lists.length === 0)
    report(
      line,
      `"${heading}" holds no steps; expected a list, each item in a line that begins with "1. " or "- "`,
    );
  for (const block of blocks) {
    if (block === lists[0]) continue;
    const where = block.kind === 'list' ? 'a second list in' : 'outside the list of';
    report(block.line, `${where} "${heading}"; indent by three spaces what belongs to a step`);
  }
  return lists.flatMap(({ items }) => items.map((item) => readStep(item, report)));
}

function readStep(item: RichText, report: Report): Step {
  const [first, ...rest] = item;
  for (const block of rest) checkNoRole(block, report);
  if (first?.kind !== 'paragraph') return { role: null, words: item };
  const [begin, ...others] = first.inlines;
  if (begin?.kind !== 'text' || !begin.text.startsWith('[')) return { role: null, words: item };
  const [bracket = '[', name] = /^\[([^\]]*)\]/.exec(begin.text) ?? [];
  const role = ROLES.find((known) => known === name) ?? null;
  const text = begin.text.slice(bracket.length).trimStart();
  if (!role)
    report(first.line, `unknown role "${bracket}"; a step may begin with "[${ROLES.join(']", "[')}]"`);
  else if (text === '' && others.length === 0) report(first.line, `nothing to do behind "${bracket}"`);
  const inlines = text === '' ? others : [{ ...begin, text }, ...others];
  return { role, words: [{ ...first, inlines }, ...rest] };
}

/** A role inside a step would look like one and not be one. */
function checkNoRole(block: Block, report: Report) {
  if (block.kind === 'list') for (const inner of block.items.flat()) checkNoRole(inner, report);
  if (block.kind !== 'paragraph') return;
  const [begin] = block.inlines;
  if (begin?.kind === 'text' && begin.text.startsWith('['))
    report(block.line, 'square brackets inside a step; a role may only begin it');
}

/** A step as it is shown, the role before its words. */
export function stepWords({ role, words }: Step): RichText {
  const [first, ...rest] = words;
  if (role === null || first?.kind !== 'paragraph') return words;
  return [{ ...first, inlines: [{ kind: 'text', text: `[${role}] ` }, ...first.inlines] }, ...rest];
}

/** A step as plain text. `indent`: put before every line but the first. */
export function stepText(step: Step, indent = ''): string {
  return plainText(stepWords(step), indent);
}
