import { SLACK_LIMITS } from '../../slack/limits.ts';
import { type Branch, WHO_CAN_FIX, type WhoCanFix } from './article.ts';
import type { Report } from './problem.ts';
import type { Section } from './read-markdown.ts';
import { readSteps } from './read-steps.ts';
import type { RichText } from './rich-text.ts';

export const BRANCH_HEADING = '### Branch: ';

const FIELDS = ['When', 'Who can fix it', 'Label', 'Said as'];

type Field = { value: string; line: number };

/** `### Branch: <id>`, fields, one a line, then the steps. `whoCanFix`: where the branch does not say. */
export function parseBranch(
  section: Section,
  blocks: RichText,
  whoCanFix: WhoCanFix,
  report: Report,
): Branch {
  const begin = blocks.findIndex(({ kind }) => kind !== 'paragraph');
  const [above, below] = begin < 0 ? [blocks, []] : [blocks.slice(0, begin), blocks.slice(begin)];
  for (const block of above)
    if (block.kind === 'paragraph' && block.inlines.some(({ kind }) => kind !== 'text'))
      report(block.line, 'formatting in the lines of a branch; they are shown as plain words');
  const end = below[0] && below[0].line - section.line - 1;
  const fields = fieldsOf(section.lines.slice(0, end), section.line + 1, report);
  const when = fields.get('When');
  if (!when) report(section.line, 'a branch needs a line "When: <the condition, completing If ...>"');
  return {
    id: section.heading.slice(BRANCH_HEADING.length),
    when: when?.value ?? '',
    whoCanFix: whoOf(fields.get('Who can fix it'), report) ?? whoCanFix,
    steps: readSteps(section, below, report),
    label: labelOf(fields.get('Label'), report),
    saidAs: saidAsOf(fields.get('Said as'), report),
  };
}

/** Read from the source, because a field is what its line says. A line that looks like a field and is none is reported. */
function fieldsOf(lines: string[], firstLine: number, report: Report): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = firstLine + i;
    const name = FIELDS.find((known) => text.startsWith(`${known}: `));
    const value = text.slice((name?.length ?? 0) + 2).trim();
    if (!name || !value)
      report(
        line,
        `unknown line "${/^[^:]{0,40}:?/.exec(text)}" in a branch; expected "${FIELDS.join(': ", "')}: "`,
      );
    else if (fields.has(name)) report(line, `a second line "${name}:" in a branch`);
    else fields.set(name, { value, line });
  }
  return fields;
}

function whoOf(field: Field | undefined, report: Report): WhoCanFix | undefined {
  const who = WHO_CAN_FIX.find((known) => known === field?.value);
  if (field && !who)
    report(
      field.line,
      `"Who can fix it: ${field.value}" is unknown; expected one of ${WHO_CAN_FIX.join(', ')}`,
    );
  return who;
}

function labelOf(field: Field | undefined, report: Report): string | null {
  if (field && field.value.length > SLACK_LIMITS.buttonLabel)
    report(field.line, `"Label: ${field.value}" is longer than ${SLACK_LIMITS.buttonLabel} characters`);
  return field?.value ?? null;
}

/** `Said as: "can't find it", "not listed"`: words in quotation marks, joined by commas. */
function saidAsOf(field: Field | undefined, report: Report): string[] {
  if (!field) return [];
  const words = [...field.value.matchAll(/"([^"]{4,80})"/g)].map(([, word = '']) => word.toLowerCase());
  if (words.length === 0 || field.value.replace(/"[^"]{4,80}"/g, '').replace(/[,\s]/g, '') !== '')
    report(
      field.line,
      `"Said as: ${field.value}" is not understood; expected words of 4 to 80 characters in quotation marks, joined by commas`,
    );
  return words;
}

/** What two branches share tells neither apart: an id, or words by which people name their case. */
export function checkBranches(branches: { branch: Branch; line: number }[], report: Report) {
  const ids = new Set<string>();
  const owners = new Map<string, string>();
  for (const { branch, line } of branches) {
    if (ids.has(branch.id)) report(line, `a second "${BRANCH_HEADING}${branch.id}"`);
    ids.add(branch.id);
    for (const words of branch.saidAs) {
      const other = owners.get(words);
      if (other) report(line, `"${words}" is already said as "${other}"`);
      owners.set(words, branch.id);
    }
  }
}
