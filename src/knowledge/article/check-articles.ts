import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../classify/classify.ts';
import { extract } from '../extract/extract.ts';
import { type Knowledge, knowledgeOf } from '../knowledge.ts';
import type { KnownArticle } from './article.ts';
import type { ArticleFile } from './parse-articles.ts';
import { inOrder, type Problem } from './problem.ts';
import type { RichText } from './rich-text.ts';
import { shownParts } from './shown-parts.ts';

/** Samples an article must have: ours in three shapes, a mounted one at least one. */
const LEAST_SAMPLES = { builtIn: 3, mounted: 1 };
const INTERNAL_WORDS =
  /\b(?:eyes only|internal only|internal use|work in progress|confidential|do not share)\b|https?:\/\/[\w.-]*(?:\.internal|\.corp|\.local|intranet|extranet)\b/i;

/** `samplesOf`: the directory of an article's samples. `longest`: what a card can show of one passage, as `lengthOf` counts it. */
export type Checks = {
  samplesOf: (article: KnownArticle) => string;
  longest: number;
  lengthOf: (words: RichText) => number;
};

/** A file with how many samples its article has and all that is wrong with it, in the order of its lines. */
export type Checked = { file: ArticleFile; samples: number; problems: Problem[] };

/** Everything that is wrong with the articles, also what loading alone does not show. A broken one has no samples read. */
export function checkArticles(files: ArticleFile[], checks: Checks): Checked[] {
  const knowledge = knowledgeOf(files.flatMap(({ article }) => article ?? []));
  return files.map((file) => {
    const own = [...file.problems, ...file.remarks, ...textProblems(file), ...tooLong(file, checks)];
    const { count, problems } = file.article
      ? samplesOf(file.article, checks.samplesOf(file.article), knowledge)
      : { count: 0, problems: [] };
    return { file, samples: count, problems: [...inOrder(own), ...problems] };
  });
}

function samplesOf(article: KnownArticle, directory: string, knowledge: Knowledge) {
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.txt')) : [];
  const least = article.mounted ? LEAST_SAMPLES.mounted : LEAST_SAMPLES.builtIn;
  const missing = `${names.length} samples in ${directory}; expected at least ${least}`;
  return {
    count: names.length,
    problems: [
      ...(names.length < least ? [{ file: article.file, line: 1, problem: missing }] : []),
      ...names.flatMap((name) => {
        const file = join(directory, name);
        const problem = sampleProblem(file, article, knowledge);
        return problem ? [{ file, line: 1, problem }] : [];
      }),
    ],
  };
}

function sampleProblem(file: string, article: KnownArticle, knowledge: Knowledge): string | null {
  const [error] = extract(readFileSync(file, 'utf8'));
  if (!error) return 'nothing in this sample reads as an error';
  const verdict = classify(error, knowledge);
  if (verdict.candidates.length > 0)
    return `overlap; it fits ${verdict.candidates.map(({ id }) => id).join(' and ')} alike`;
  if (verdict.article?.id === article.id) return null;
  return `answered by ${verdict.article?.id ?? 'no article'}; expected ${article.id}`;
}

/** What Slack would cut, whoever the card is for. */
function tooLong({ file, body }: ArticleFile, { longest, lengthOf }: Checks): Problem[] {
  return (body ? shownParts(body) : []).flatMap(({ what, words }) => {
    const length = lengthOf(words);
    const problem = `this ${what} takes ${length} characters in Slack, which shows ${longest}; split it`;
    return length > longest ? [{ file, line: words[0]?.line ?? 1, problem }] : [];
  });
}

function textProblems({ file, markdown, mounted }: ArticleFile): Problem[] {
  const whole = /^audience: *internal\b/m.test(markdown);
  let internal = whole;
  return markdown.split('\n').flatMap((text, i) => {
    if (text.startsWith('## ')) internal = whole || text.startsWith('## Internal: ');
    const problems = [
      ...(!internal && INTERNAL_WORDS.test(text) ? ['internal material in a public part'] : []),
      ...(mounted ? [] : unboundedPattern(text)),
    ];
    return problems.map((problem) => ({ file, line: i + 1, problem }));
  });
}

function unboundedPattern(line: string): string[] {
  const pattern = /^[\s{-]*(?:detail|text): *(.*)$/.exec(line)?.[1];
  if (!pattern) return [];
  const bare = pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return /[*+]|\{\d+,\}/.test(bare)
    ? [`the pattern ${pattern} can back-track without bound; use {0,n} instead of * and +`]
    : [];
}
