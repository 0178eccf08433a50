/** A mistake in an article, for its writer: where it is, what was found and what was expected. */
export type Problem = { file: string; line: number; problem: string };

/** Takes one mistake of the file that is being read. */
export type Report = (line: number, problem: string) => void;

/** Collects the mistakes of one file. */
export function reportInto(problems: Problem[], file: string): Report {
  return (line, problem) => {
    problems.push({ file, line, problem });
  };
}

export function problemText({ file, line, problem }: Problem): string {
  return `${file}:${line}: ${problem}`;
}

/** The order in which a writer reads the problems of one file. */
export function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line);
}

/** Articles that cannot be used. The message names every mistake, one a line. */
export class ArticleError extends Error {
  constructor(problems: Problem[]) {
    super(problems.map(problemText).join('\n'));
    this.name = 'ArticleError';
  }
}
