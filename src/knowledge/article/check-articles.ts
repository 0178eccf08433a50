import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../classify/classify.ts';
import { extract } from '../extract/extract.ts';
import { type Knowledge, knowledgeOf } from '../knowledge.ts';
import type { KnownArticle } from './article.ts';
import { inOrder, type Problem } from './problem.ts';
import type { ArticleFile } from './read-articles.ts';
import type { RichText } from './rich-text.ts';
import { stepWords } from './step.ts';

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
    const { article } = file;
    const own = inOrder([
      ...file.problems,
      ...file.remarks,
      ...internalWords(file),
      ...tooLong(file, checks),
    ]);
    if (!article) return { file, samples: 0, problems: own };
    const directory = checks.samplesOf(article);
    const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.txt')) : [];
    const least = article.mounted ? LEAST_SAMPLES.mounted : LEAST_SAMPLES.builtIn;
    const missing = `${names.length} samples in ${directory}; expected at least ${least}`;
    if (names.length < least) own.push({ file: article.file, line: 1, problem: missing });
    for (const sample of names.map((name) => join(directory, name))) {
      const problem = sampleProblem(sample, article, knowledge);
      if (problem) own.push({ file: sample, line: 1, problem });
    }
    return { file, samples: names.length, problems: own };
  });
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

/** What Slack would cut, for any reader of the card. */
function tooLong({ file, body }: ArticleFile, { longest, lengthOf }: Checks): Problem[] {
  if (!body) return [];
  const steps = [body.steps, ...body.branches.map((branch) => branch.steps), body.verify].flat();
  const sections = [body.meaning, body.escalate, ...body.internal.map(({ words }) => words)];
  const passages = [
    ...steps.map((step) => ({ what: 'step', words: stepWords(step) })),
    ...sections.map((words) => ({ what: 'section', words })),
  ];
  return passages.flatMap(({ what, words }) => {
    const length = lengthOf(words);
    const problem = `this ${what} takes ${length} characters in Slack, which shows ${longest}; split it`;
    return length > longest ? [{ file, line: words[0]?.line ?? 1, problem }] : [];
  });
}

function internalWords({ file, markdown }: ArticleFile): Problem[] {
  let internal = /^audience: *internal\b/m.test(markdown);
  if (internal) return [];
  return markdown.split('\n').flatMap((text, i) => {
    if (text.startsWith('## ')) internal = text.startsWith('## Internal: ');
    const problem = 'internal material in a public part';
    return !internal && INTERNAL_WORDS.test(text) ? [{ file, line: i + 1, problem }] : [];
  });
}
