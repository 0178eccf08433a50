import type { Article, FrontMatter } from './article.ts';
import { BRANCH_HEADING, parseBranches } from './parse-branches.ts';
import type { Report } from './problem.ts';
import { readMarkdown, type Section } from './read-markdown.ts';
import { readSteps } from './step.ts';

/** What an article says below its front matter. */
export type ArticleBody = Omit<Article, keyof FrontMatter>;

/** What a link to another article leads to; null when that article's front matter cannot be read. */
type LinkTarget = { internal: boolean; url: string } | null;

/** `report`: takes what keeps the article from being used. `remark`: takes what only has to be fixed. */
type Reading = {
  front: FrontMatter | null;
  targets: Map<string, LinkTarget>;
  report: Report;
  remark: Report;
};

const PARTS = ['## What it means', '## Steps', '## How to verify', '## When to escalate'] as const;
const INTERNAL = '## Internal: ';
/** Sections that must hold a list, which is checked where it is read. */
const LISTS = /^## (?:Steps|How to verify)$|^### Branch: /;

/** Markdown below front matter -> what a card can show. Reports whatever would not be shown as it was meant. */
export function parseBody(markdown: string, reading: Reading): ArticleBody {
  const { front, report, remark } = reading;
  const link = linkFrom(reading);
  const sections = readMarkdown(markdown, { report, remark, link });
  checkHeadings(sections, report);
  const under = (start: string) => sections.filter(({ heading }) => heading.startsWith(start));
  const part = (name: (typeof PARTS)[number]) => sections.find(({ heading }) => heading === name);
  const list = (section: Section | undefined) => section && readSteps(section, section.blocks, report);
  return {
    meaning: part('## What it means')?.blocks ?? [],
    steps: list(part('## Steps')) ?? [],
    branches: parseBranches(under(BRANCH_HEADING), front?.whoCanFix ?? 'nobody', report),
    verify: list(part('## How to verify')) ?? [],
    escalate: part('## When to escalate')?.blocks ?? [],
    internal: under(INTERNAL).map(({ heading, blocks }) => ({
      heading: heading.slice(INTERNAL.length),
      words: blocks,
    })),
  };
}

function checkHeadings(sections: Section[], report: Report) {
  const seen = new Set<string>();
  for (const { heading, line, lines } of sections) {
    const single = PARTS.some((name) => name === heading) || /^### Branch: [a-z0-9-]+$/.test(heading);
    if (!single && !/^## Internal: [^`*[\]]+$/.test(heading))
      report(
        line,
        `unknown heading "${heading}"; expected "${PARTS.join('", "')}", "### Branch: <id>" or "## Internal: <title>" in plain words`,
      );
    if (single && seen.has(heading)) report(line, `a second "${heading}"`);
    if (!LISTS.test(heading) && lines.join('').trim() === '') report(line, `nothing below "${heading}"`);
    seen.add(heading);
  }
  for (const name of PARTS) if (!seen.has(name)) report(1, `section "${name}" is missing`);
}

/** A link to an internal article opens where every reader may see that one: in internal parts. */
function linkFrom({ front, targets, remark }: Reading) {
  return (id: string, line: number, heading: string): string | null => {
    const target = targets.get(id);
    if (target === undefined) remark(line, `refers to ${id}.md, which does not exist`);
    if (!target) return null;
    if (!target.internal || front?.audience === 'internal' || heading.startsWith(INTERNAL)) return target.url;
    remark(line, `a public part refers to ${id}.md, which is internal`);
    return null;
  };
}
