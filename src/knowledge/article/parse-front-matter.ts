import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type FrontMatter, frontMatter } from './article.ts';
import type { Report } from './problem.ts';

const SCHEMAS = { builtIn: frontMatter(false), mounted: frontMatter(true) };

const FENCE = /^---\n([\s\S]*?)\n---\n/;

/**
 * `front`: the fields between the two "---"; null when one is wrong, each reported in its line. `body`: the rest, with an
 * empty line for each line before it, so that a line has the same number as in the file; null without front matter.
 */
export function parseFrontMatter(
  { markdown, mounted }: { markdown: string; mounted: boolean },
  report: Report,
): { front: FrontMatter | null; body: string | null } {
  const [fenced, yaml] = FENCE.exec(markdown) ?? [];
  if (fenced === undefined || yaml === undefined) {
    report(1, 'no front matter found; the file must start with "---", YAML, "---"');
    return { front: null, body: null };
  }
  const body = fenced.replace(/[^\n]/g, '') + markdown.slice(fenced.length);
  return { front: fieldsOf(yaml, mounted ? SCHEMAS.mounted : SCHEMAS.builtIn, report), body };
}

function fieldsOf(yaml: string, schema: z.ZodType<FrontMatter>, report: Report): FrontMatter | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter });
  for (const { linePos, message } of document.errors)
    report(
      (linePos?.[0].line ?? 1) + 1,
      `front matter is not valid YAML: ${message.split('\n')[0]} Put a pattern, and a value that holds ": " or " #", into single quotes`,
    );
  if (document.errors.length > 0) return null;
  const parsed = schema.safeParse(document.toJS());
  for (const { path, words } of parsed.error?.issues.flatMap(mistakesOf) ?? []) {
    const node = document.getIn(path, true);
    const line = isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line + 1 : 1;
    report(line, `front matter: ${words}`);
  }
  return parsed.data ?? null;
}

function mistakesOf(issue: z.core.$ZodIssue): { path: PropertyKey[]; words: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], words: `unknown field "${key}"` }));
  return [{ path: issue.path, words: `${issue.path.join('.')}: ${issue.message}` }];
}
