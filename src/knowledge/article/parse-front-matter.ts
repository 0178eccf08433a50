import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type FrontMatter, frontMatter } from './article.ts';
import { compilePattern } from './pattern.ts';
import type { Report } from './problem.ts';

/** The patterns of front matter in which anything else may be wrong. */
const pattern = z.string().optional().catch(undefined);
const withPatterns = z
  .object({ matches: z.array(z.object({ detail: pattern, text: pattern }).catch({})) })
  .catch({ matches: [] });

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
  return { front: fieldsOf(yaml, mounted, report), body };
}

function fieldsOf(yaml: string, mounted: boolean, report: Report): FrontMatter | null {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  for (const { linePos, message } of document.errors)
    report((linePos?.[0].line ?? 1) + 1, `front matter is not valid YAML: ${message.split('\n')[0]}`);
  if (document.errors.length > 0) return null;
  const lineAt = (path: PropertyKey[]) => {
    const offset = offsetOf(document, path);
    return offset === null ? 1 : lines.linePos(offset).line + 1;
  };
  const given: unknown = document.toJS();
  const parsed = frontMatter.safeParse(given);
  for (const { path, words } of parsed.error?.issues.flatMap(mistakesOf) ?? [])
    report(lineAt(path), `front matter: ${words}`);
  for (const [i, match] of withPatterns.parse(given).matches.entries())
    for (const key of ['detail', 'text'] as const) {
      const problem = patternProblem(match[key], mounted);
      if (problem) report(lineAt(['matches', i, key]), `the ${key} pattern ${problem}`);
    }
  return parsed.data ?? null;
}

function mistakesOf(issue: z.core.$ZodIssue): { path: PropertyKey[]; words: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], words: `unknown field "${key}"` }));
  return [{ path: issue.path, words: `${issue.path.join('.')}: ${issue.message}` }];
}

/** Where the field at this path begins; null when there is none, because it is missing. */
function offsetOf(document: Document, path: PropertyKey[]): number | null {
  let node: unknown = document.contents;
  let offset: number | null = null;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      offset = isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
      node = pair?.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)];
      offset = isMap(item) || isScalar(item) ? (item.range?.[0] ?? offset) : offset;
      node = item;
    }
  }
  return offset;
}

function patternProblem(source: string | undefined, mounted: boolean): string | null {
  if (source === undefined) return null;
  try {
    compilePattern(source, mounted);
    return null;
  } catch (error) {
    return `"${source}" is not a regular expression (${String(error)})`;
  }
}
