import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../sandbox/page/blocks.ts';
import { mrkdwn, typedAgain } from '../../../sandbox/page/mrkdwn.ts';
import { namesOf } from '../../../sandbox/page/names.ts';
import { wireText } from '../../../sandbox/slack/typed-text.ts';
import { defaultWorkspace } from '../../../sandbox/slack/workspace.ts';

const names = namesOf(defaultWorkspace.users, defaultWorkspace.channels);
const shown = (text: string) => mrkdwn(text, names).markup;
const surface = { names, people: [], channels: [], scope: 's', target: { view: 'modal' } };
const rendered = (block: object) => blocksOf([block], surface).markup;

const HOSTILE = `"><img src=x onerror="alert(1)">'<script>`;

describe('mrkdwn', () => {
  it.each([
    ['*bold* _it_ ~gone~', '<strong>bold</strong> <em>it</em> <s>gone</s>'],
    ['*_both_*', '<strong><em>both</em></strong>'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['`*code*` a', '<code>*code*</code> a'],
    ['a\nb', 'a<br>b'],
    ['&gt; said\nthen', '<blockquote>said</blockquote>then'],
    ['```\n&lt;a&gt; <mailto:a@b.example|a@b.example>\n```', '<pre>&lt;a&gt; a@b.example</pre>'],
    [
      '<@U0ADMIN> in <#C0SUPPORT>',
      '<span class="mention">@Ada Admin</span> in <span class="mention">#support</span>',
    ],
    ['<!channel>', '<span class="mention">@channel</span>'],
    [
      '<https://a.example/x?a=1&amp;b=2|here>',
      '<a href="https://a.example/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>',
    ],
    ['<javascript:alert(1)|click>', 'click'],
    ['&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
    ['urn:ietf:params', 'urn:ietf:params'],
    [':eyes: :no_such_one:', '👀 :no_such_one:'],
  ])('%s', (given, expected) => expect(shown(given)).toBe(expected));

  it('creates only its own markup, whatever the text contains', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '|',
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      '@',
      '!',
      'a',
      ' ',
      '&lt;',
      'https://a',
      'javascript:',
      HOSTILE,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const tags = shown(pieces.join('')).match(/<[^>]*>/g) ?? [];
        const own =
          /^<(?:\/?(?:strong|em|s|code|pre|blockquote|br|a|span)|span class="mention"|a href="(?:https?:\/\/|mailto:)[^"<>]*" target="_blank" rel="noopener noreferrer")>$/i;
        expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
      }),
    );
  });

  it('restores what was typed', () => {
    const typed = 'a@example.com & <tag> https://a.example/x\n```x < y```';
    expect(typedAgain(wireText(typed))).toBe(typed);
  });

  it('renders the longest possible message in linear time', () => {
    for (const text of [
      '*'.repeat(40_000),
      '*a '.repeat(13_000),
      '<'.repeat(40_000),
      '`'.repeat(40_000),
      '_a~'.repeat(13_000),
    ]) {
      expect(shown(text).length).toBeGreaterThan(10_000);
    }
  });
});

describe('blocks', () => {
  const text = { type: 'plain_text', text: HOSTILE };
  const written = { type: 'mrkdwn', text: HOSTILE };
  const options = [{ text, value: HOSTILE }];
  const elements = [
    'static_select',
    'multi_static_select',
    'radio_buttons',
    'checkboxes',
    'overflow',
    'plain_text_input',
    'email_text_input',
    'datepicker',
    'users_select',
    'no_such',
  ].map((type) => ({
    type,
    action_id: HOSTILE,
    options,
    placeholder: text,
    initial_value: HOSTILE,
    initial_option: options[0],
  }));
  it.each([
    { type: 'header', text },
    { type: 'section', text: written, fields: [written, text] },
    {
      type: 'context',
      elements: [written, { type: 'image', image_url: 'https://evil.example/x.png', alt_text: HOSTILE }],
    },
    { type: 'image', image_url: `https://evil.example/${HOSTILE}`, alt_text: HOSTILE },
    { type: 'markdown', text: HOSTILE },
    { type: 'alert', text: written, level: HOSTILE },
    { type: 'table', rows: [[{ type: 'raw_text', text: HOSTILE }], [{ type: 'raw_number', value: 1 }]] },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: HOSTILE },
            { type: 'link', url: `javascript:${HOSTILE}` },
            { type: 'user', user_id: HOSTILE },
          ],
        },
      ],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'f',
          positive_button: { text, value: HOSTILE },
          negative_button: { text, value: 'n' },
        },
        { type: 'icon_button', action_id: 'i', text },
      ],
    },
    {
      type: 'actions',
      block_id: HOSTILE,
      elements: [
        {
          type: 'button',
          action_id: HOSTILE,
          text,
          url: `javascript:${HOSTILE}`,
          style: HOSTILE,
          confirm: { title: text, text, confirm: text, deny: text },
        },
        ...elements,
      ],
    },
    ...elements.map((element) => ({ type: 'input', block_id: HOSTILE, label: text, hint: text, element })),
    { type: HOSTILE },
  ])('$type lets no foreign markup through and loads nothing', (block) => {
    const markup = rendered(block);
    expect(markup.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<(?:img|script)|<[^>]*\son\w+/i);
    expect(markup).not.toMatch(/href="javascript|data-url="javascript/i);
    expect(markup).toContain('&lt;script&gt;');
  });

  it('survives values that are not blocks', () => {
    expect(blocksOf(undefined, surface).markup).toBe('');
    expect(blocksOf([null, 1, 'x', {}], surface).markup).toContain('does not show');
    expect(rendered({ type: 'table', rows: 'x' })).toContain('<table>');
    expect(rendered({ type: 'actions' })).toBe('<div class="block actions"></div>');
  });
});
