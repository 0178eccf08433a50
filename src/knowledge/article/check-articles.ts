import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../classify/classify.ts';
import { extract } from '../extract/extract.ts';
import { type Knowledge, knowledgeOf } from '../knowledge.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { KnownArticle } from './article.ts';
import { missingCautions } from './cautions.ts';
import { inOrder, type Problem } from './problem.ts';
import type { ArticleFile } from './read-articles.ts';
import { plainText, type RichText } from './rich-text.ts';
import { stepWords } from './step.ts';

/** Samples an article must have: ours in three shapes, a mounted one at least one. */
const LEAST_SAMPLES = { builtIn: 3, mounted: 1 };
/** Fewer words than these help nobody. */
const LEAST_WORDS = 5;
/** Pages for the people who make the service: a card calls the first source "Article", for an admin to read. */
const NO_ARTICLE =
  /^https?:\/\/(?:jira\.atlassian\.com\/browse|(?:www\.)?rfc-editor\.org|datatracker\.ietf\.org)\//;
const INTERNAL_WORDS =
  /\b(?:eyes only|internal only|internal use|work in progress|confidential|do not share)\b|https?:\/\/[\w.-]*(?:\.internal|\.corp|\.local|intranet|extranet)\b/i;

/** `samplesOf`: the directory of an article's samples. `longest`: what a card can show of one passage, as `lengthOf` counts it. */
export type Checks = {
  samplesOf: (article: KnownArticle) => string;
  longest: number;
  lengthOf: (words: RichText) => number;
};

/**
 * A file with how many samples its article has and all that is wrong with it, in the order of its lines. `silent`: the samples that
 * the bot would answer only when asked, because they name neither SCIM nor provisioning.
 */
export type Checked = { file: ArticleFile; samples: number; silent: string[]; problems: Problem[] };

/** Everything that is wrong with the articles, also what loading alone does not show. A broken one has no samples read. */
export function checkArticles(files: ArticleFile[], checks: Checks): Checked[] {
  const knowledge = knowledgeOf(files.flatMap(({ article }) => article ?? []));
  return files.map((file) => {
    const { article } = file;
    const own = inOrder([
      ...file.problems,
      ...file.remarks,
      ...internalWords(file),
      ...(file.body ? missingCautions(file.body).map((one) => ({ file: file.file, ...one })) : []),
      ...tooShort(file),
      ...sourceProblems(file),
      ...tooLong(file, checks),
    ]);
    if (!article) return { file, samples: 0, silent: [], problems: own };
    const directory = checks.samplesOf(article);
    const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.txt')) : [];
    const least = article.mounted ? LEAST_SAMPLES.mounted : LEAST_SAMPLES.builtIn;
    const missing = `${names.length} samples in ${directory}; expected at least ${least}`;
    if (names.length < least) own.push({ file: article.file, line: 1, problem: missing });
    const silent: string[] = [];
    for (const sample of names.map((name) => join(directory, name))) {
      const errors = extract(readFileSync(sample, 'utf8'));
      const problem = sampleProblem(errors, article, knowledge);
      if (problem) own.push({ file: sample, line: 1, problem });
      else if (!errors.some(({ strongCue }) => strongCue)) silent.push(sample);
    }
    return { file, samples: names.length, silent, problems: own };
  });
}

function sampleProblem(
  [error]: ExtractedError[],
  article: KnownArticle,
  knowledge: Knowledge,
): string | null {
  if (!error) return 'nothing in this sample reads as an error';
  const verdict = classify(error, knowledge);
  if (verdict.candidates.length > 0)
    return `overlap; it fits ${verdict.candidates.map(({ id }) => id).join(' and ')} alike`;
  if (verdict.article?.id === article.id) return null;
  return `answered by ${verdict.article?.id ?? 'no article'}; expected ${article.id}`;
}

function tooShort({ file, body }: ArticleFile): Problem[] {
  if (!body) return [];
  const parts = [
    { part: '## What it means', words: body.meaning },
    { part: '## Steps', words: body.steps.flatMap(({ words }) => words) },
    ...body.branches.map(({ id, steps }) => ({
      part: `### Branch: ${id}`,
      words: steps.flatMap(({ words }) => words),
    })),
  ];
  return parts.flatMap(({ part, words }) => {
    const count = plainText(words).split(/\s+/).filter(Boolean).length;
    const problem = `"${part}" says too little: ${count} words; expected at least ${LEAST_WORDS}`;
    return words.length > 0 && count < LEAST_WORDS ? [{ file, line: words[0]?.line ?? 1, problem }] : [];
  });
}

function sourceProblems({ article, file, markdown }: ArticleFile): Problem[] {
  const [first = ''] = article?.sources ?? [];
  if (!NO_ARTICLE.test(first)) return [];
  const line = markdown.split('\n').findIndex((text) => text.includes(first)) + 1;
  const problem =
    'the first source is what a card calls "Article": put a page first that helps an admin, not a bug tracker or an RFC';
  return [{ file, line, problem }];
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
