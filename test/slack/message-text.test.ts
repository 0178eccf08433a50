import { describe, expect, it } from 'vitest';
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
