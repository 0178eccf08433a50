import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { WeightsError } from '../../src/knowledge/learned/read-weights.ts';
import { run } from './run.ts';

const directory = () => mkdtempSync(join(tmpdir(), 'command-'));
const WRONG = { PORT: 'many', LOG_LEVEL: 'loud' };

describe.each(['diagnose', 'eval', 'report'])('%s', (command) => {
  it('prints every problem of the configuration and exits 2', async () => {
    const { code, stdout, stderr } = await run(command, [], '', WRONG);
    expect(stderr).toMatch(/^PORT must be a port number .+\nLOG_LEVEL must be one of fatal, .+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('says in one line which article is broken and exits 2', async () => {
    const KNOWLEDGE_DIR = directory();
    writeFileSync(join(KNOWLEDGE_DIR, 'broken.md'), 'no front matter');
    const { code, stdout, stderr } = await run(command, [], '', { KNOWLEDGE_DIR, DATA_DIR: directory() });
    expect(stderr).toMatch(/^\S+broken\.md:1: .+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('report', () => {
  it.each([['--days', '0'], ['--days', '181'], ['--days', 'x'], ['--weeks']])(
    '%s %s: usage',
    async (...args) => {
      const { code, stdout, stderr } = await run('report', args);
      expect(stderr).toBe('usage: npm run -s report [-- --days N]   (1 to 180, default 30)\n');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );

  it('without answers says so and exits 0', async () => {
    const { code, stdout } = await run('report', ['--days', '7'], '', { DATA_DIR: directory() });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Answers of the last 7 days\n\nNone yet.\n' });
  });
});

it.each(['diagnose', 'eval'])('%s names an option that it does not know, and exits 2', async (command) => {
  const { code, stdout, stderr } = await run(command, ['--nonsense']);
  expect(stderr).toMatch(/^Unknown option '--nonsense'/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

it('weights that cannot be used are a message, and exit 2', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const before = process.exitCode;
  await runCommand(() => {
    throw new WeightsError('speaks.weights: cut off; run "npm run learn"');
  });
  const code = process.exitCode;
  process.exitCode = before;
  expect(said.mock.calls).toEqual([['speaks.weights: cut off; run "npm run learn"\n']]);
  said.mockRestore();
  expect(code).toBe(2);
});

it('a failure that its caller cannot put right keeps its stack', async () => {
  const DATA_DIR = join(import.meta.filename, 'below-a-file');
  const { code, stderr } = await run('report', [], '', { DATA_DIR });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\n {4}at /);
});
