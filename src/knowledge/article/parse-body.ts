import type { Article, FrontMatter } from './article.ts';
import { BRANCH_HEADING, checkBranches, parseBranch } from './parse-branch.ts';
import type { Report } from './problem.ts';
import { readBlocks } from './read-blocks.ts';
import { lineOf, readMarkdown, type Section } from './read-markdown.ts';
import { readSteps } from './read-steps.ts';
import type { RichText } from './rich-text.ts';

/** What an article says below its front matter. */
export type ArticleBody = Omit<Article, keyof FrontMatter>;

/** What a link to another article leads to; null when that article's front matter cannot be read. */
export type LinkTarget = { internal: boolean; url: string } | null;

/** `report`: takes what keeps the article from being used. `remark`: takes what only has to be fixed. */
export type Reading = {
  front: FrontMatter | null;
  targets: Map<string, LinkTarget>;
  report: Report;
  remark: Report;
};

const PARTS = ['What it means', 'Steps', 'How to verify', 'When to escalate'];
const INTERNAL = '## Internal: ';
/** Sections that must hold a list, which is checked where it is read. */
const LISTS = /^## (?:Steps|How to verify)$|^### Branch: /;

/** Markdown below front matter -> what a card can show. Reports whatever would not be shown as it was meant. */
export function parseBody(markdown: string, reading: Reading): ArticleBody {
  const { front, report } = reading;
  const { before, sections } = readMarkdown(markdown);
  const [lost] = before;
  if (lost) report(lineOf(lost), 'text before the first heading is not shown');
  checkHeadings(sections, report);
  const read = sections.map((section) => ({ section, blocks: blocksOf(section, markdown, reading) }));
  const part = (name: string) => read.find(({ section }) => section.heading === `## ${name}`);
  const prose = (name: string) => part(name)?.blocks ?? [];
  const list = (name: string) => {
    const found = part(name);
    return found ? readSteps(found.section, found.blocks, report) : [];
  };
  const branches = read
    .filter(({ section }) => section.heading.startsWith(BRANCH_HEADING))
    .map(({ section, blocks }) => ({
      branch: parseBranch(section, blocks, front?.whoCanFix ?? 'nobody', report),
      line: section.line,
    }));
  checkBranches(branches, report);
  return {
    meaning: prose('What it means'),
    steps: list('Steps'),
    branches: branches.map(({ branch }) => branch),
    verify: list('How to verify'),
    escalate: prose('When to escalate'),
    internal: read
      .filter(({ section }) => section.heading.startsWith(INTERNAL))
      .map(({ section, blocks }) => ({ heading: section.heading.slice(INTERNAL.length), words: blocks })),
  };
}

function checkHeadings(sections: Section[], report: Report) {
  const seen = new Set<string>();
  for (const { heading, line, nodes } of sections) {
    const part = PARTS.some((name) => heading === `## ${name}`);
    if (!part && !/^## Internal: [^`*[\]]+$|^### Branch: [a-z0-9-]+$/.test(heading))
      report(
        line,
        `unknown heading "${heading}"; expected "## ${PARTS.join('", "## ')}", "### Branch: <id>" or "## Internal: <title>" in plain words`,
      );
    if (part && seen.has(heading)) report(line, `a second "${heading}"`);
    if (nodes.length === 0 && !LISTS.test(heading)) report(line, `nothing below "${heading}"`);
    seen.add(heading);
  }
  for (const name of PARTS) if (!seen.has(`## ${name}`)) report(1, `section "## ${name}" is missing`);
}

/** A link to an internal article opens where every reader may see that one: in internal parts. */
function blocksOf({ heading, nodes }: Section, markdown: string, reading: Reading): RichText {
  const { front, targets, report, remark } = reading;
  const internalPart = front?.audience === 'internal' || heading.startsWith(INTERNAL);
  const link = (id: string, line: number) => {
    const target = targets.get(id);
    if (target === undefined) remark(line, `refers to ${id}.md, which does not exist`);
    if (!target) return null;
    if (!target.internal || internalPart) return target.url;
    remark(line, `a public part refers to ${id}.md, which is internal`);
    return null;
  };
  return readBlocks(nodes, { markdown, report, remark, link });
}
