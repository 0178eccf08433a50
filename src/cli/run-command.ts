import { type Config, environmentOfProcess, readConfig } from '../config.ts';
import { ArticleError } from '../knowledge/article/problem.ts';
import { WeightsError } from '../knowledge/learned/read-weights.ts';

/** Bad usage, a wrong configuration or an unusable file (docs/contract.md, commands). */
const BAD_INPUT = 2;

/** A mistake that the caller of a command can correct; the message is for that person. */
export class BadInput extends Error {}

/**
 * Runs a command: its arguments in, its exit code out. A mistake of the caller gives a message on standard error and exit code 2.
 * Any other failure is a defect of ours and keeps its stack.
 */
export async function runCommand(main: (args: string[]) => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!isCorrectable(error)) throw error;
    complain(error.message);
    process.exitCode = BAD_INPUT;
  }
}

function isCorrectable(error: unknown): error is Error {
  const kinds = [BadInput, ArticleError, WeightsError];
  return kinds.some((kind) => error instanceof kind) || isBadOption(error);
}

/** The configuration of this process. Throws `BadInput` with one problem per line. */
export function configOfProcess(): Config {
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) throw new BadInput(problems.join('\n'));
  return config;
}

/** What `use` returns. Throws `BadInput` if it fails because `file` cannot be read or written. */
export async function withFile<T>(file: string | undefined, use: () => T | Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (file && error instanceof Error && 'code' in error)
      throw new BadInput(`cannot use "${file}": ${error.message}`);
    throw error;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `parseArgs` of node:util refuses unknown options. */
function isBadOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}
