import { type Config, environmentOfProcess, readConfig } from '../config.ts';
import { ArticleError } from '../knowledge/article/problem.ts';

/** Bad usage, a wrong configuration or a file that cannot be used (docs/contract.md, commands). */
const BAD_INPUT = 2;

/** What the caller of a command can put right, in words for that person. */
export class BadInput extends Error {}

/**
 * Runs a command: its arguments in, its exit code out. What the caller can put right is one message on standard error and exit
 * code 2. Any other failure is a defect of ours and keeps its stack.
 */
export async function runCommand(main: (args: string[]) => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof ArticleError || isBadOption(error))) throw error;
    complain(error.message);
    process.exitCode = BAD_INPUT;
  }
}

/** The configuration of this process. Throws `BadInput` with every problem, one a line. */
export function configOfProcess(): Config {
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) throw new BadInput(problems.join('\n'));
  return config;
}

/** What `use` makes of a file. Throws `BadInput` when the file cannot be read; without a file, a failure stays what it is. */
export async function withFile<T>(file: string | undefined, use: () => T | Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (file && error instanceof Error && 'code' in error)
      throw new BadInput(`cannot read "${file}": ${error.message}`);
    throw error;
  }
}

/** A line, or several, on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A line, or several, on standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `parseArgs` of node:util refuses options that it does not know. */
function isBadOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}
