import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const CLI = join(import.meta.dirname, '../../src/cli');

/** Runs a command of `src/cli` as its own process, in a directory without `.env`. */
export async function run(
  command: string,
  args: string[],
  input: string | Buffer = '',
  env: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [join(CLI, `${command}.ts`), ...args], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code: code as number, stdout, stderr };
}
