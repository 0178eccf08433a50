import { describe, expect, test } from 'vitest';
import { cutAtEdges, excerpt } from '../../../src/knowledge/redact/excerpt.ts';
import { redact } from '../../../src/knowledge/redact/redact.ts';

/** The part of a text between two marks, which are no part of it. */
function between(marked: string): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  return cutAtEdges(marked.replace(/[⟦⟧]/g, ''), start, end - start);
}

describe('a cut leaves no half of a value', () => {
  test.each([
    ['before the start, a word', 'user ja⟦ne.doe failed twice⟧', ' failed twice'],
    ['before the start, an address', 'jane.⟦doe@example.com failed⟧', ' failed'],
    ['before the start, a quoted value of several words', '{"name":"Jane ⟦Canary Doe","a":1}⟧', ',"a":1}'],
    ['behind the end, a word', '⟦it failed for jane.⟧doe', 'it failed for '],
    ['behind the end, an address', '⟦failed: jane@exam⟧ple.com', 'failed: '],
    ['behind the end, a quoted value of several words', '⟦{"a":1,"name":"Jane ⟧Canary"}', '{"a":1,"name":'],
  ])('%s', (_, marked, left) => {
    expect(between(marked)).toBe(left);
  });

  test.each([
    ['at both ends of the text', '⟦jane failed for doe⟧', 'jane failed for doe'],
    ['by a quotation mark that is far away', `"${'far '.repeat(200)}⟦away and it failed⟧`, ' and it failed'],
    [
      'by one that is closed far away',
      `5" ⟦wide ${'far '.repeat(150)}" it failed⟧`,
      ` ${'far '.repeat(150)}" it failed`,
    ],
    [
      'by one that was opened far before the end',
      `⟦5" wide ${'far '.repeat(150)}⟧it failed`,
      `5" wide ${'far '.repeat(150)}`,
    ],
  ])('and loses nothing else %s', (_, marked, left) => {
    expect(between(marked)).toBe(left);
  });
});

const WORDS = 'The service said no. ';

describe('an excerpt', () => {
  test('of a short text is all of it', () => {
    expect(excerpt({ text: WORDS, detail: null })).toBe(WORDS);
  });

  test('begins some way before the detail', () => {
    const text = `${'before '.repeat(1000)}${WORDS}${'after '.repeat(1000)}`;
    const shown = excerpt({ text, detail: 'The service said no.' });
    expect(shown.length).toBeLessThanOrEqual(4000);
    expect(shown.indexOf(WORDS)).toBeGreaterThan(1400);
    expect(shown.indexOf(WORDS)).toBeLessThanOrEqual(1500);
    expect(shown).toMatch(/^ before /);
    expect(shown).toMatch(/after $/);
  });

  test('begins with the text where the error has no detail', () => {
    expect(excerpt({ text: `first ${'more '.repeat(2000)}`, detail: null })).toMatch(/^first more/);
  });

  test('takes out a password before it is cut, since its name may be cut off', () => {
    const text = `"password": "${'correct horse '.repeat(120)}" ${WORDS}`;
    expect(excerpt({ text, detail: 'The service said no.' })).not.toContain('horse');
  });
});

test.each(['"displayName":"Jane Canary Doe"', 'jane.canary@corp.example', 'user=jane.canary'])(
  'wherever the excerpt of a long paste begins, a model sees nothing of %s',
  (value) => {
    const detail = 'Something that only this service says';
    for (let shift = 0; shift < value.length + 20; shift++) {
      const text = `${value} ${'.'.repeat(1500 - value.length + shift - 10)} ${detail}`;
      const shown = redact(excerpt({ text, detail }), text).text;
      expect(shown).toContain(detail);
      expect(shown).not.toMatch(/ane|anar|orp|Doe/);
    }
  },
);
