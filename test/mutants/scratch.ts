import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** The end of what tests print says which one failed. */
const LONGEST_OUTPUT = 4000;

/** How tests ended, and what they printed. `slow`: they were stopped when the time was over. */
type TestRun = { result: 'passed' | 'failed' | 'slow'; output: string };

/** A copy of the tree, where a mutant does no harm. */
export type Scratch = {
  directory: string;
  /** Runs tests there until one fails. */
  test(tests: string[], timeoutMs: number): Promise<TestRun>;
};

/** Copies what git knows of the tree, and what is new in it, into a temporary directory. It is gone when this process ends. */
export function openScratch(): Scratch {
  const directory = mkdtempSync(join(tmpdir(), 'mutants-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((name) => name && existsSync(join(ROOT, name))))
    cpSync(join(ROOT, file), join(directory, file));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  return { directory, test: (tests, timeoutMs) => vitest(directory, tests, timeoutMs) };
}

async function vitest(directory: string, tests: string[], timeoutMs: number): Promise<TestRun> {
  const program = join(dirname(import.meta.resolve('vitest').slice('file://'.length)), '../vitest.mjs');
  const cache = ['--cache=false', `--fsModuleCachePath=${join(directory, '.vitest-cache')}`];
  const options = ['--bail=1', '--maxWorkers=1', '--update=none', '--reporter=dot', ...cache];
  const child = spawn(process.execPath, [program, 'run', ...options, ...tests], {
    cwd: directory,
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-LONGEST_OUTPUT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = () => child.pid && process.kill(-child.pid, 'SIGKILL');
  process.once('exit', stop);
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    stop();
  }, timeoutMs);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  process.off('exit', stop);
  return { result: slow ? 'slow' : code === 0 ? 'passed' : 'failed', output };
}
