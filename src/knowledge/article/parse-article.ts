import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Article, type Branch, frontMatter, WHO_CAN_FIX, type WhoCanFix } from './article.ts';

/** A mistake in an article file, for its writer: file, line, what was found and what was expected. */
export class ArticleError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'ArticleError';
  }
}

type Section = { heading: string; line: number; lines: string[] };

const PARTS = ['What it means', 'Steps', 'How to verify', 'When to escalate'];

/** Markdown with YAML front matter -> the article. Throws `ArticleError` naming file and line. */
export function parseArticle(file: string, markdown: string): Article {
  const fenced = /^---\n([\s\S]*?)\n---\n/.exec(markdown);
  if (!fenced)
    throw new ArticleError(file, 1, 'no front matter found; the file must start with "---", YAML, "---"');
  const front = parseFrontMatter(file, fenced[1] ?? '');
  const sections = sectionsOf(markdown.slice(fenced[0].length), fenced[0].split('\n').length);
  const part = (heading: string) => sections.find((section) => section.heading === `## ${heading}`);
  const required = (heading: string) => {
    const section = part(heading);
    if (!section) throw new ArticleError(file, 1, `section "## ${heading}" is missing`);
    return section;
  };
  for (const { heading, line } of sections) checkHeading(file, heading, line);
  const cases = sections.filter(({ heading }) => heading.startsWith('### Branch: '));
  const branches = cases.map((section) => branchOf(file, section, front.whoCanFix));
  checkSaidAs(file, cases, branches);
  return {
    ...front,
    meaning: prose(required('What it means')),
    steps: listOf(file, required('Steps')),
    branches,
    verify: listOf(file, required('How to verify')),
    escalate: prose(required('When to escalate')),
    internal: sections
      .filter(({ heading }) => heading.startsWith('## Internal: '))
      .map((section) => ({ heading: section.heading.slice('## Internal: '.length), text: prose(section) })),
  };
}

function parseFrontMatter(file: string, yaml: string) {
  const document = parseDocument(yaml);
  const broken = document.errors[0];
  if (broken) {
    throw new ArticleError(
      file,
      (broken.linePos?.[0].line ?? 1) + 1,
      `front matter is not valid YAML: ${broken.message.split('\n')[0]}`,
    );
  }
  const parsed = frontMatter.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = String(issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]);
  const line = yaml
    .split('\n')
    .findIndex((text) => text.trim().startsWith(`${key}:`) || text.trim().startsWith(`- ${key}:`));
  throw new ArticleError(
    file,
    line < 0 ? 1 : line + 2,
    `front matter: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
  );
}

function sectionsOf(body: string, firstLine: number): Section[] {
  const sections: Section[] = [];
  body.split('\n').forEach((text, i) => {
    if (/^#{1,6} /.test(text)) sections.push({ heading: text.trim(), line: firstLine + i, lines: [] });
    else sections.at(-1)?.lines.push(text);
  });
  return sections;
}

function checkHeading(file: string, heading: string, line: number) {
  const known = PARTS.includes(heading.slice(3)) || /^## Internal: \S|^### Branch: [a-z0-9-]+$/.test(heading);
  if (!known) {
    throw new ArticleError(
      file,
      line,
      `unknown heading "${heading}"; expected "## ${PARTS.join('", "## ')}", "### Branch: <id>" or "## Internal: <title>"`,
    );
  }
}

const BRANCH_LINES = ['When', 'Who can fix it', 'Label', 'Said as'];

/** A line that looks like one of these and is none would be left out in silence. */
function checkBranchLines(file: string, { line, lines }: Section) {
  for (const [i, text] of lines.entries()) {
    const name = /^([A-Za-z][A-Za-z ]{1,30}?)\s*:/.exec(text)?.[1];
    if (name !== undefined && !BRANCH_LINES.some((known) => text.startsWith(`${known}: `)))
      throw new ArticleError(
        file,
        line + 1 + i,
        `unknown line "${name}:" in a branch; expected "${BRANCH_LINES.join(': ", "')}: "`,
      );
  }
}

/** Words that two branches claim single out neither. */
function checkSaidAs(file: string, sections: Section[], branches: Branch[]) {
  const owners = new Map<string, string>();
  for (const [i, { id, saidAs }] of branches.entries()) {
    for (const words of saidAs) {
      const other = owners.get(words);
      if (other)
        throw new ArticleError(file, sections[i]?.line ?? 1, `"${words}" is already said as "${other}"`);
      owners.set(words, id);
    }
  }
}

function branchOf(file: string, section: Section, articleWho: WhoCanFix): Branch {
  checkBranchLines(file, section);
  const field = (name: string) =>
    section.lines
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim();
  const when = field('When');
  if (!when)
    throw new ArticleError(
      file,
      section.line,
      'a branch needs a line "When: <the condition, completing If ...>"',
    );
  const who = field('Who can fix it') ?? articleWho;
  const known = WHO_CAN_FIX.find((value) => value === who);
  if (!known)
    throw new ArticleError(
      file,
      section.line,
      `"Who can fix it: ${who}" is unknown; expected one of ${WHO_CAN_FIX.join(', ')}`,
    );
  return {
    id: section.heading.slice('### Branch: '.length),
    when,
    whoCanFix: known,
    steps: listOf(file, section),
    label: labelOf(file, section, field('Label')),
    saidAs: saidAsOf(file, section, field('Said as')),
  };
}

/** Slack cuts the text of a button off after 75 characters. */
function labelOf(file: string, section: Section, label: string | undefined): string | null {
  if (label !== undefined && label.length > 75)
    throw new ArticleError(file, section.line, `"Label: ${label}" is longer than 75 characters`);
  return label ?? null;
}

/** `Said as: "can't find it", "not listed"`: words in quotation marks, joined by commas. */
function saidAsOf(file: string, section: Section, given: string | undefined): string[] {
  const words = [...(given ?? '').matchAll(/"([^"]{4,80})"/g)].map(([, word = '']) => word.toLowerCase());
  if (
    given !== undefined &&
    (words.length === 0 || given.replace(/"[^"]{4,80}"/g, '').replace(/[,\s]/g, '') !== '')
  )
    throw new ArticleError(
      file,
      section.line,
      `"Said as: ${given}" is not understood; expected words of 4 to 80 characters in quotation marks, joined by commas`,
    );
  return words;
}

/** Numbered or dashed items; an indented line continues its item. */
function listOf(file: string, section: Section): string[] {
  const items: string[] = [];
  for (const line of section.lines) {
    const item = /^(?:\d+\.|-) +(.*)$/.exec(line)?.[1];
    if (item !== undefined) items.push(item.trim());
    else if (/^\s+\S/.test(line) && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
  }
  if (items.length === 0)
    throw new ArticleError(file, section.line, `"${section.heading}" holds no steps; expected a list`);
  return items;
}

function prose(section: Section): string {
  return section.lines
    .join('\n')
    .trim()
    .replace(/(?<!\n)\n(?!\n|- )/g, ' ');
}
