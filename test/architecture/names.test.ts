import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baseName, exportsOf, isNamedFor } from './names.ts';
import { ROOT, sources } from './sources.ts';

const product = sources.filter(({ file }) => file.startsWith('src/'));

/** Commands are started, not imported. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const STARTED = Object.values<string>(scripts).flatMap((script) => script.match(/\bsrc\/\S+/g) ?? []);

/** The same part of two siblings, which may share a name. */
const SIBLINGS = [['src/atlassian/client.ts', 'src/model/client.ts']];

const linesOf = ({ text }: { text: string }): number => text.split('\n').length - 1;

describe('names', () => {
  it('a file exports what its name says', () => {
    const named = product.filter(({ file }) => !STARTED.includes(file) && !file.endsWith('.d.ts'));
    const wrong = named.filter(({ file, text }) => !isNamedFor(file, exportsOf(text)));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('no two files share a name, but for the same part of two siblings', () => {
    const byName = Map.groupBy(
      product.map(({ file }) => file),
      baseName,
    );
    expect([...byName.values()].filter((files) => files.length > 1)).toEqual(SIBLINGS);
  });
});

describe('length', () => {
  const lengths = product.map(linesOf).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const total = lengths.reduce((sum, lines) => sum + lines, 0);
  const figures = `${lengths.length} files, ${total} lines, median ${median}, longest ${lengths.at(-1)}`;

  it(`a file of the product is short (${figures})`, () => {
    expect(median, figures).toBeLessThan(60);
  });

  it('no file is longer than 250 lines', () => {
    expect(sources.filter((source) => linesOf(source) > 250).map(({ file }) => file)).toEqual([]);
  });
});
