import { describe, expect, it } from 'vitest';
import { cutAtEdges, excerpt } from '../../../src/knowledge/redact/excerpt.ts';

const WORDS = 'The service said no. ';

describe('an excerpt', () => {
  it('of a short text is all of it', () => {
    expect(excerpt({ text: WORDS, detail: null })).toBe(WORDS);
  });

  it('begins some way before the detail', () => {
    const text = `${'before '.repeat(1000)}${WORDS}${'after '.repeat(1000)}`;
    const shown = excerpt({ text, detail: 'The service said no.' });
    expect(shown.length).toBeLessThanOrEqual(4000);
    expect(shown.indexOf(WORDS)).toBeGreaterThan(1400);
    expect(shown.indexOf(WORDS)).toBeLessThanOrEqual(1500);
    expect(shown).toMatch(/^ before /);
    expect(shown).toMatch(/after $/);
  });

  it('begins with the text where the error has no detail', () => {
    expect(excerpt({ text: `first ${'more '.repeat(2000)}`, detail: null })).toMatch(/^first more/);
  });

  it('takes out a password before it is cut, since its name may be cut off', () => {
    const text = `"password": "${'correct horse '.repeat(120)}" ${WORDS}`;
    expect(excerpt({ text, detail: 'The service said no.' })).not.toContain('horse');
  });
});

describe('a text cut at the edges', () => {
  it.each<[string, string, number, number, string]>([
    ['nothing is lost where nothing is cut', 'jane@example.com', 0, 16, 'jane@example.com'],
    ['half a value at its start goes', 'jane.doe@example.com said no', 5, 100, ' said no'],
    ['half a value at its end goes', 'no for jane.doe@example.com', 0, 15, 'no for '],
    ['half a quoted value at its start goes, spaces and all', 'name "Jane Doe" said', 11, 100, ' said'],
    ['half a quoted value at its end goes, spaces and all', 'name "Jane Doe" said', 0, 11, 'name '],
    ['a quotation that is whole stays', 'name "Jane Doe" said', 0, 16, 'name "Jane Doe" '],
    ['one long value leaves nothing', 'x'.repeat(100), 10, 50, ''],
  ])('%s', (_what, text, start, length, shown) => {
    expect(cutAtEdges(text, start, length)).toBe(shown);
  });

  it('a quotation mark far away belongs to something else', () => {
    const far = `"${'word '.repeat(400)}" end`;
    expect(cutAtEdges(far, 700, 100)).toMatch(/^( word)+ $/);
  });
});
