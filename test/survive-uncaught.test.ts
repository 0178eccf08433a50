import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MODULE = join(import.meta.dirname, '../src/survive-uncaught.ts');

/** Runs a program that goes wrong, and ends by itself unless that ends it. */
function runWith(program: string) {
  const text = `
    import { surviveUncaught } from ${JSON.stringify(MODULE)};
    let counted = 0;
    const lines = [];
    const stop = surviveUncaught({ error: ({ err }) => lines.push(String(err)) }, () => { counted += 1; });
    setTimeout(() => { console.log(JSON.stringify({ counted, lines })); process.exit(0); }, 50);
    ${program}`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', text]);
  return { status, ...(JSON.parse(stdout.toString() || '{}') as { counted?: number; lines?: string[] }) };
}

it.each([
  ['a rejection', `Promise.reject(new Error('late'));`],
  ['an exception', `setImmediate(() => { throw new Error('late'); });`],
])('%s is logged and counted, and the process goes on', (_what, program) => {
  expect(runWith(program)).toEqual({ status: 0, counted: 1, lines: ['Error: late'] });
});

it('once it is stopped, an exception ends the process again', () => {
  expect(runWith(`stop(); setImmediate(() => { throw new Error('late'); });`).status).not.toBe(0);
});
