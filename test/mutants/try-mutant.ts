import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Mutant, mutated } from './mutants.ts';
import type { Scratch } from './scratch.ts';

/**
 * What became of a mutant. `noticed`: a test failed, or none came to its end. `survived`: all tests passed. `stale`: its text is
 * not in the file exactly once. `broken`: Node cannot read the file, so that any test would fail.
 */
type Outcome = 'noticed' | 'survived' | 'stale' | 'broken';

export type Tried = { mutant: Mutant; outcome: Outcome; line: number; ms: number };

/** Puts a mutant into a copy of the tree, runs its tests, and takes it out again. */
export async function tryMutant(mutant: Mutant, scratch: Scratch, timeoutMs: number): Promise<Tried> {
  const start = performance.now();
  const file = join(scratch.directory, mutant.file);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const changed = mutated(mutant, text);
  const ended = (outcome: Outcome): Tried => ({
    mutant,
    outcome,
    line: changed?.line ?? 1,
    ms: performance.now() - start,
  });
  if (!changed) return ended('stale');
  if (!isReadable(changed.text, scratch)) return ended('broken');
  writeFileSync(file, changed.text);
  try {
    const { result } = await scratch.test(mutant.tests, timeoutMs);
    return ended(result === 'passed' ? 'survived' : 'noticed');
  } finally {
    writeFileSync(file, text);
  }
}

/** Can Node read this TypeScript? Whether its types are right is not asked. */
function isReadable(text: string, { directory }: Scratch): boolean {
  const script = join(directory, 'check.mjs');
  try {
    writeFileSync(script, stripTypeScriptTypes(text));
    execFileSync(process.execPath, ['--check', script], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
