import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastTime } from '../../bench/stopwatch.ts';
import { classify } from '../../src/knowledge/classify/classify.ts';
import { extract } from '../../src/knowledge/extract/extract.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { messageText } from '../../src/slack/read/message-text.ts';

const knowledge = loadKnowledge();

/** What an answer rests on; the text itself differs between shapes. */
const reading = (text: string) =>
  extract(text).map((error) => {
    const { text: _text, evidence: _evidence, ...rest } = error;
    return { ...rest, article: classify(error, knowledge).article?.id };
  });

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const email = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.example.com`);
const detail = fc.oneof(
  email.map((address) => `Resource [USER]: with email[${address}] already exists.`),
  fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
);
const error = fc
  .record({
    status: fc.constantFrom('400', '404', '409', '500'),
    scimType: fc.constantFrom('uniqueness', 'invalidValue', 'noTarget'),
    detail,
  })
  .map((body) => JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], ...body }));
const mutated = fc
  .tuple(
    error,
    fc.nat(400),
    fc.constantFrom('', '"', '{', '}', '\\', '\n', '\u0000', '<', '&lt;', ']', '\ud800'),
    fc.nat(5),
  )
  .map(([text, at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut));

const wire = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const linked = (text: string) =>
  wire(text).replace(/[a-z]+@[a-z.]+[a-z]/g, (address) => `<mailto:${address}|${address}>`);
const richText = (type: string, text: string) => ({
  blocks: [{ type: 'rich_text', elements: [{ type, elements: [{ type: 'text', text }] }] }],
});

describe('whatever is pasted', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), mutated), (text) =>
        Array.isArray(reading(text)),
      ),
      { numRuns: 1500 },
    );
  });

  it('reads the same in every shape Slack delivers it in', () => {
    fc.assert(
      fc.property(error, (text) => {
        const plain = reading(text);
        expect(plain).toHaveLength(1);
        expect(reading(wire(text))).toEqual(plain);
        expect(reading(linked(text))).toEqual(plain);
        expect(reading(`\`\`\`${text}\`\`\``)).toEqual(plain);
        expect(reading(messageText(richText('rich_text_section', text)))).toEqual(plain);
        expect(reading(messageText(richText('rich_text_preformatted', text)))).toEqual(plain);
        expect(reading(messageText({ text: linked(text), blocks: [] }))).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});

/** Work is counted by time, as a ratio within one run and far from the bound, since nothing else sees back-tracking. */
function ratio(small: () => void, large: () => void): number {
  return Math.max(leastTime(large, 3), 0.5) / Math.max(leastTime(small, 3), 0.5);
}

/** Collecting garbage may spoil one measurement, not four. */
const RETRY = { retry: 3 };

describe('hostile text against every pattern', RETRY, () => {
  const patterns = knowledge.articles.flatMap(({ id, matches }) =>
    matches.flatMap((match) => (match.detail ? [[id, match.detail] as const] : [])),
  );
  const hostile = (n: number) => [
    'resource user '.repeat(n / 14),
    ' '.repeat(n),
    'a'.repeat(n),
    'with email['.repeat(n / 11),
    'error: not '.repeat(n / 11),
  ];

  it.each(patterns)('%s: %s', (_id, source) => {
    const pattern = new RegExp(source, 'i');
    for (const [i, small] of hostile(2000).entries()) {
      const large = hostile(20_000)[i] ?? '';
      expect(
        ratio(
          () => void pattern.test(small),
          () => void pattern.test(large),
        ),
      ).toBeLessThan(25);
    }
  });
});
