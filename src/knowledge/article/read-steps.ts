import type { Report } from './problem.ts';
import type { Block, RichText } from './rich-text.ts';
import { ROLES, type Step } from './step.ts';

/** What is below a heading that must hold one list -> its items. Reports everything beside the list, and unknown roles. */
export function readSteps(
  { heading, line }: { heading: string; line: number },
  blocks: RichText,
  report: Report,
): Step[] {
  const lists = blocks.filter((block) => block.kind === 'list');
  if (lists.length === 0) report(line, `"${heading}" holds no steps; expected a list`);
  for (const block of blocks)
    if (block.kind !== 'list')
      report(block.line, `outside the list of "${heading}"; indent by three spaces what belongs to a step`);
  for (const list of lists.slice(1))
    report(list.line, `a second list in "${heading}"; indent by three spaces what belongs to a step`);
  return lists.flatMap(({ items }) => items.map((item) => readStep(item, report)));
}

function readStep(item: RichText, report: Report): Step {
  const [first, ...rest] = item;
  for (const block of rest) checkNoRole(block, report);
  if (first?.kind !== 'paragraph') return { role: null, words: item };
  const [begin, ...others] = first.inlines;
  if (begin?.kind !== 'text' || !begin.text.startsWith('[')) return { role: null, words: item };
  const [bracket = '[', name] = /^\[([^\]]*)\]/.exec(begin.text) ?? [];
  const role = ROLES.find((known) => known === name);
  const text = begin.text.slice(bracket.length).trimStart();
  if (!role)
    report(first.line, `unknown role "${bracket}"; a step may begin with "[${ROLES.join(']", "[')}]"`);
  else if (text === '' && others.length === 0) report(first.line, `nothing to do behind "${bracket}"`);
  const inlines = text === '' ? others : [{ ...begin, text }, ...others];
  return { role: role ?? null, words: [{ ...first, inlines }, ...rest] };
}

/** A role inside a step would look like one and not be one. */
function checkNoRole(block: Block, report: Report) {
  if (block.kind === 'list') for (const inner of block.items.flat()) checkNoRole(inner, report);
  if (block.kind !== 'paragraph') return;
  const [begin] = block.inlines;
  if (begin?.kind === 'text' && begin.text.startsWith('['))
    report(block.line, 'square brackets inside a step; a role may only begin it');
}
