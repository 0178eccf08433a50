import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyOpenToAll } from '../../src/store/why-open-to-all.ts';

test.each([
  [0o700, false],
  [0o755, false],
  [0o775, false],
  [0o777, true],
  [0o702, true],
])('a directory of mode %o', (mode, open) => {
  const directory = mkdtempSync(join(tmpdir(), 'scim-bot-open-'));
  chmodSync(directory, mode);
  expect(whyOpenToAll(directory) !== null).toBe(open);
  if (open) expect(whyOpenToAll(directory)).toContain(`chmod o-w ${directory}`);
});

test('one that is not there yet is not open', () => {
  expect(whyOpenToAll(join(tmpdir(), 'scim-bot-nowhere'))).toBeNull();
});
