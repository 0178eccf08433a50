import { describe, expect, it } from 'vitest';
import { extract } from '../../src/knowledge/extract/extract.ts';
import { messageText, type SlackText } from '../../src/slack/read/message-text.ts';

const typed = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const snippet = (more: object) => ({
  mode: 'snippet',
  preview: 'a snippet',
  preview_is_truncated: false,
  ...more,
});

describe('the text of a message', () => {
  it.each<[string, SlackText, string]>([
    ['plain', { text: 'words' }, 'words'],
    ['blocks, not the same again as text', { text: 'words', blocks: [typed('words')] }, 'words'],
    ['characters as typed, escaped', { blocks: [typed('a < b & c > d')] }, 'a &lt; b &amp; c &gt; d'],
    [
      'blocks and text, where a block is of an unknown kind',
      { text: 'more', blocks: [typed('words'), { type: 'hologram' }] },
      'words\nmore',
    ],
    ['a forwarded message', { attachments: [{ from_url: 'u', is_share: true, text: 'shared' }] }, 'shared'],
    ['of an integration', { attachments: [{ title: 't', fields: [{ title: 'f', value: 'v' }] }] }, 't\nf: v'],
    ['a fallback, if nothing else', { attachments: [{ fallback: 'f' }] }, 'f'],
    [
      'blocks of an attachment, not its fallback',
      { attachments: [{ blocks: [typed('b')], text: 'f' }] },
      'b',
    ],
    ['a whole snippet, escaped', { text: 'x', files: [snippet({ preview: 'a < b' })] }, 'x\na &lt; b'],
    ['a snippet of a forwarded message', { attachments: [{ files: [snippet({})] }] }, 'a snippet'],
  ])('%s', (_what, message, text) => {
    expect(messageText(message)).toBe(text);
  });

  it.each<[string, SlackText]>([
    ['the preview of a linked page', { attachments: [{ from_url: 'https://example.com', text: 'a page' }] }],
    ['half a snippet', { files: [snippet({ preview_is_truncated: true })] }],
    ['a snippet that may be half', { files: [snippet({ preview_is_truncated: undefined })] }],
    ['the preview of a file that is no snippet', { files: [snippet({ mode: 'hosted' })] }],
  ])('has nothing of %s', (_what, message) => {
    expect(messageText(message)).toBe('');
  });
});

describe('a table pasted into a message', () => {
  const text = (words: string) => ({ type: 'raw_text', text: words });
  const table = (cell: object, type = 'table') => ({ blocks: [{ type, rows: [[cell, text('next')]] }] });

  it.each<[string, object, string]>([
    ['text', text('409'), '409'],
    ['rich text', typed('409'), '409'],
    ['a number', { type: 'raw_number', value: 409 }, '409'],
    ['zero', { type: 'raw_number', value: 0 }, '0'],
    ['a number with the text that shows it', { type: 'raw_number', value: 1200, text: '1,200' }, '1,200'],
    ['a date', { type: 'raw_date', value: '2026-11-02' }, '2026-11-02'],
    ['a date in seconds', { type: 'raw_date', value: 1793577600 }, '1793577600'],
    ['an amount', { type: 'raw_currency', value: { amount: 5, currency: 'EUR' } }, '5 EUR'],
    ['a percentage', { type: 'raw_percent', value: 0.5 }, '0.5'],
    ['yes or no', { type: 'raw_boolean', value: false }, 'false'],
    ['an empty cell', { type: 'raw_number', value: null }, ''],
    ['a kind to come', { type: 'raw_email', value: 'jane@example.com' }, 'jane@example.com'],
  ])('has %s', (_what, cell, words) => {
    expect(messageText(table(cell))).toBe(`${words} | next`);
    expect(messageText(table(cell, 'data_table'))).toBe(`${words} | next`);
    expect(messageText({ attachments: [table(cell)] })).toBe(`${words} | next`);
  });

  it.each([400, 401, 403, 404, 409, 412, 413, 429, 500, 501])(
    'gives a number cell as the status: %d',
    (status) => {
      const rows = [
        [text('status'), text('SCIM error')],
        [{ type: 'raw_number', value: status }, text('SCIM POST /Users failed')],
      ];
      const [error] = extract(messageText({ blocks: [{ type: 'table', rows }] }));
      expect(error).toMatchObject({ httpStatus: status, strongCue: true });
    },
  );
});
