import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { classify } from '../classify/classify.ts';
import { extract } from '../extract/extract.ts';
import type { Knowledge, KnownArticle } from '../knowledge.ts';

/** Slack shows no more than this in one section (docs.slack.dev/reference/block-kit/blocks/section-block). */
const LONGEST_STEP = 3000;
/** Samples an article must have: ours in three shapes, a mounted one at least one. */
const LEAST_SAMPLES = { builtIn: 3, mounted: 1 };
const INTERNAL_WORDS =
  /\b(?:eyes only|internal only|internal use|work in progress|confidential|do not share)\b|https?:\/\/[\w.-]*(?:\.internal|\.corp|\.local|intranet|extranet)\b/i;

/** An article with how many samples it has and what is wrong with it, each problem as "file:line: what". */
export type Checked = { article: KnownArticle; samples: number; problems: string[] };

/** Everything that loading alone does not show. `samplesOf`: the directory of an article's samples. */
export function checkArticles(knowledge: Knowledge, samplesOf: (article: KnownArticle) => string): Checked[] {
  return knowledge.articles.map((article) => {
    const directory = samplesOf(article);
    const samples = existsSync(directory)
      ? readdirSync(directory).filter((name) => name.endsWith('.txt'))
      : [];
    const least = article.mounted ? LEAST_SAMPLES.mounted : LEAST_SAMPLES.builtIn;
    const missing =
      samples.length < least
        ? [`${article.file}:1: ${samples.length} samples in ${directory}; expected at least ${least}`]
        : [];
    const wrong = samples.flatMap((name) => sampleProblem(join(directory, name), article, knowledge));
    return { article, samples: samples.length, problems: [...missing, ...wrong, ...textProblems(article)] };
  });
}

function sampleProblem(file: string, article: KnownArticle, knowledge: Knowledge): string[] {
  const [error] = extract(readFileSync(file, 'utf8'));
  if (!error) return [`${file}:1: nothing in this sample reads as an error`];
  const verdict = classify(error, knowledge);
  if (verdict.candidates.length > 0)
    return [`${file}:1: overlap; it fits ${verdict.candidates.map(({ id }) => id).join(' and ')} alike`];
  return verdict.article?.id === article.id
    ? []
    : [`${file}:1: answered by ${verdict.article?.id ?? 'no article'}; expected ${article.id}`];
}

function textProblems(article: KnownArticle): string[] {
  const lines = readFileSync(article.file, 'utf8').split('\n');
  const at = (line: number, problem: string) => `${article.file}:${line + 1}: ${problem}`;
  let internal = article.audience === 'internal';
  return lines.flatMap((line, i) => {
    if (line.startsWith('## '))
      internal = article.audience === 'internal' || line.startsWith('## Internal: ');
    return [
      ...(!internal && INTERNAL_WORDS.test(line) ? [at(i, 'internal material in a public part')] : []),
      ...(line.length > LONGEST_STEP ? [at(i, `longer than ${LONGEST_STEP} characters`)] : []),
      ...deadReferences(article, line).map((target) => at(i, `refers to ${target}, which does not exist`)),
      ...(article.mounted
        ? []
        : unboundedPattern(line).map((pattern) =>
            at(i, `the pattern ${pattern} can back-track without bound; use {0,n} instead of * and +`),
          )),
    ];
  });
}

/** Links to other articles: `[the group's name](group-name-exists.md)`. */
function deadReferences({ file }: KnownArticle, line: string): string[] {
  const targets = [...line.matchAll(/\]\(([^():\s]+\.md)\)/g)].map((match) => match[1] ?? '');
  return targets.filter((target) => !existsSync(join(dirname(file), target)));
}

function unboundedPattern(line: string): string[] {
  const pattern = /^[\s{-]*(?:detail|text): *(.*)$/.exec(line)?.[1];
  if (!pattern) return [];
  const bare = pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return /[*+]|\{\d+,\}/.test(bare) ? [pattern] : [];
}
