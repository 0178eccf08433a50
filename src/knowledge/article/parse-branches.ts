import { SLACK_LIMITS } from '../../slack/limits.ts';
import { type Branch, WHO_CAN_FIX, type WhoCanFix } from './article.ts';
import type { Report } from './problem.ts';
import type { Section } from './read-markdown.ts';
import { readSteps } from './step.ts';

export const BRANCH_HEADING = '### Branch: ';

const FIELDS = ['When', 'Who can fix it', 'Label', 'Said as'] as const;

type Fields = Map<string, { value: string; line: number }>;

/** Sections of branches -> the branches. `whoCanFix`: where a branch does not say. Words must not name two cases. */
export function parseBranches(sections: Section[], whoCanFix: WhoCanFix, report: Report): Branch[] {
  const owners = new Map<string, string>();
  return sections.map((section) => {
    const branch = parseBranch(section, whoCanFix, report);
    for (const words of branch.saidAs) {
      const other = owners.get(words);
      if (other) report(section.line, `"${words}" is already said as "${other}"`);
      owners.set(words, branch.id);
    }
    return branch;
  });
}

/** `### Branch: <id>`, fields, one a line, then the steps. */
function parseBranch(section: Section, whoCanFix: WhoCanFix, report: Report): Branch {
  const { heading, line, lines, blocks } = section;
  const begin = blocks.findIndex(({ kind }) => kind !== 'paragraph');
  const above = begin < 0 ? blocks : blocks.slice(0, begin);
  const below = blocks.slice(above.length);
  for (const block of above)
    if (block.kind === 'paragraph' && block.inlines.some(({ kind }) => kind !== 'text'))
      report(block.line, 'formatting in the lines of a branch; they are shown as plain words');
  const fields = fieldsOf(lines.slice(0, below[0] && below[0].line - line - 1), line + 1, report);
  const checked = (name: (typeof FIELDS)[number], problemOf: (value: string) => string | false) => {
    const field = fields.get(name);
    const problem = field && problemOf(field.value);
    if (problem) report(field.line, `"${name}: ${field.value}" ${problem}`);
    return field?.value;
  };
  const when = checked('When', () => false);
  if (!when) report(line, 'a branch needs a line "When: <the condition, completing If ...>"');
  const people: readonly string[] = WHO_CAN_FIX;
  const who = checked(
    'Who can fix it',
    (value) => !people.includes(value) && `is unknown; expected one of ${people.join(', ')}`,
  );
  const longest = SLACK_LIMITS.buttonLabel;
  const label = checked('Label', ({ length }) => length > longest && `is longer than ${longest} characters`);
  const said = checked(
    'Said as',
    (value) =>
      !/^(?:[,\s]*"[^"]{4,80}")+[,\s]*$/.test(value) &&
      'is not understood; expected words of 4 to 80 characters in quotation marks, joined by commas',
  );
  return {
    id: heading.slice(BRANCH_HEADING.length),
    when: when ?? '',
    whoCanFix: WHO_CAN_FIX.find((known) => known === who) ?? whoCanFix,
    steps: readSteps(section, below, report),
    label: label ?? null,
    saidAs: [...(said ?? '').matchAll(/"([^"]{4,80})"/g)].map(([, words = '']) => words.toLowerCase()),
  };
}

/** Read from the source, because a field is what its line says. A line that looks like a field but is not is reported. */
function fieldsOf(lines: string[], firstLine: number, report: Report): Fields {
  const fields: Fields = new Map();
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
