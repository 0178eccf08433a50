import { expect, it } from 'vitest';
import { toPlainText } from '../../../src/knowledge/extract/plain-text.ts';

it.each([
  ['entities', '&lt;a&gt; &amp;amp; &quot;b&#39;', '<a> &amp; "b\''],
  ['a link to an address', '<mailto:a@b.com|a@b.com>', 'a@b.com'],
  ['a link with a label', '<https://x.example/y|the page>', 'the page https://x.example/y'],
  ['a link that Slack made of a name', '<http://x.example|x.example>', 'x.example'],
  ['a mention', '<@U123|ada> and <!here>', '@ada and @here'],
  ['what looks like a tag', '<status>409</status>', '<status>409</status>'],
  ['smart quotes', '“status”: ‘409’', '"status": \'409\''],
  ['invisible characters', 'sta\u200btus\u2060 \ufeff409', 'status 409'],
  ['spaces that do not break', 'a\u00a0b', 'a b'],
  ['escapes of Markdown', 'user\\_name \\[x\\]', 'user_name [x]'],
  ['a quotation', '> one\n> > two', 'one\ntwo'],
  ['a code block', '```json\n{"a":1}\n```', '\n{"a":1}\n'],
  ['copied line numbers', '1 {\n2   "a": 1\n3 }', ' {\n   "a": 1\n }'],
  ['numbers that are no line numbers', '1 {\n3   "a": 1\n4 }', '1 {\n3   "a": 1\n4 }'],
  ['a numbered list', '1 one\n2 two', '1 one\n2 two'],
])('%s', (_what, raw, plain) => {
  expect(toPlainText(raw)).toBe(plain);
  expect(toPlainText(plain)).toBe(toPlainText(toPlainText(raw)));
});
