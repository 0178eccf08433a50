import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainText } from '../../../src/knowledge/article/rich-text.ts';
import { loadGlossary } from '../../../src/knowledge/talk/glossary.ts';

function glossaryOf(markdown: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'scim-glossary-')), 'glossary.md');
  writeFileSync(file, markdown);
  return loadGlossary(file);
}

it('a word is known by each of its names, whatever their case', () => {
  const word = { term: 'SCIM key', meaning: 'The `key` of a directory.' };
  const glossary = glossaryOf('# Words\n\n## SCIM key / Directory key\n\nThe `key` of\na directory.\n');
  expect(
    [...glossary].map(([name, { term, meaning }]) => [name, { term, meaning: plainText(meaning) }]),
  ).toEqual([
    ['scim key', word],
    ['directory key', word],
  ]);
});

it('a name that two words have is a mistake', () => {
  expect(() => glossaryOf('## A / key\n\nx\n\n## B / Key\n\ny\n')).toThrow(
    /:5: "Key" is a name of "A" and of "B"/,
  );
});

it('a word without a meaning is a mistake', () => {
  expect(() => glossaryOf('## A\n\n## B\n\ny\n')).toThrow(/"## A" has no meaning below it/);
});

it('everything that is wrong is listed with its line', () => {
  expect(() => glossaryOf('# Words\n\n## A\n\n<b>\n\n### B\n\n## C\n\n[x](general.md)\n')).toThrow(
    /:3: "## A" has no meaning.*\n.*:5: not shown on a card: HTML.*\n.*:7: unknown heading "### B".*\n(?:.*\n)*.*:11: a link to general\.md/,
  );
});
