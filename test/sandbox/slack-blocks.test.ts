import { describe, expect, it } from 'vitest';
import { clientOf, code, local } from './slack-bolt.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const CHANNEL = { channel: 'C0SUPPORT' };

describe('blocks', () => {
  const button = { type: 'button', action_id: 'go', text: plain('Go') };
  const option = { text: plain('One'), value: '1' };
  const actions = (...elements: object[]) => ({ type: 'actions', elements });
  const section = (accessory: object) => ({ type: 'section', text: plain('x'), accessory });
  const cell = { type: 'raw_text', text: 'x' };
  const table = { type: 'table', rows: [[cell]] };
  const rich = (text: string) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  });
  const post = async (...blocks: object[]) =>
    clientOf(await local()).chat.postMessage({ ...CHANNEL, text: 'x', blocks: blocks as never });

  it.each<[string, object[]]>([
    ['a button value over 2000', [actions({ ...button, value: 'x'.repeat(2001) })]],
    ['a button URL over 3000', [actions({ ...button, url: `https://${'x'.repeat(3000)}` })]],
    ['an action_id over 255', [actions({ ...button, action_id: 'x'.repeat(256) })]],
    ['an action_id twice in a block', [actions(button, button)]],
    ['26 elements', [actions(...Array.from({ length: 26 }, (_, i) => ({ ...button, action_id: `${i}` })))]],
    ['no elements', [actions()]],
    ['a style there is not', [actions({ ...button, style: 'loud' })]],
    ['a text input among actions', [actions({ type: 'plain_text_input', action_id: 'x' })]],
    ['a menu of several among actions', [actions({ type: 'multi_users_select', action_id: 'x' })]],
    ['six choices in an overflow menu', [section({ type: 'overflow', options: Array(6).fill(option) })]],
    ['a menu without options', [section({ type: 'static_select' })]],
    [
      'a menu that begins with none of its options',
      [section({ type: 'static_select', options: [option], initial_option: { ...option, value: '2' } })],
    ],
    ['eleven checkboxes', [section({ type: 'checkboxes', options: Array(11).fill(option) })]],
    ['an unknown element', [section({ type: 'lever' })]],
    ['a section without text', [{ type: 'section' }]],
    ['eleven fields', [{ type: 'section', fields: Array(11).fill(plain('x')) }]],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['empty rich text', [rich('')]],
    [
      'rich text of an unknown kind',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_song', elements: [] }] }],
    ],
    ['an input', [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input' } }]],
    ['two tables', [table, table]],
    ['a table of 101 rows', [{ ...table, rows: Array(101).fill([cell]) }]],
    ['a table of 21 columns', [{ ...table, rows: [Array(21).fill(cell)] }]],
    ['a table over 10,000', [{ ...table, rows: Array(11).fill([{ ...cell, text: 'x'.repeat(1000) }]) }]],
    ['markdown over 12,000', Array(2).fill({ type: 'markdown', text: 'x'.repeat(6001) })],
    ['a block_id twice', Array(2).fill({ type: 'divider', block_id: 'x' })],
    ['null', [null as never]],
  ])('are refused with %s', async (_what, blocks) => {
    await expect(post(...blocks)).rejects.toEqual(code('invalid_blocks'));
  });

  it('are accepted at their limits, and get missing ids', async () => {
    const { message } = await post(
      actions({ ...button, value: 'x'.repeat(2000), style: 'danger' }, { ...button, action_id: undefined }),
      section({ type: 'conversations_select' }),
      { ...table, rows: Array(100).fill(Array(20).fill({ ...cell, text: '' })) },
      rich('x'),
      { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('x') }] },
    );
    const blocks = (message?.blocks ?? []) as { block_id?: string; elements?: { action_id?: string }[] }[];
    expect(blocks).toHaveLength(5);
    expect(new Set(blocks.map(({ block_id }) => block_id)).size).toBe(5);
    const ids = blocks[0]?.elements?.map(({ action_id }) => action_id);
    expect(ids).toEqual(['go', expect.stringMatching(/^[\w-]{5}$/)]);
  });

  it('are refused in attachments too, and so are too many attachments', async () => {
    const { chat } = clientOf(await local());
    const send = (attachments: object[]) => chat.postMessage({ ...CHANNEL, text: 'x', attachments });
    await expect(send([{ blocks: [{ type: 'lever' }] }])).rejects.toEqual(code('invalid_attachments'));
    await expect(send(Array(101).fill({ text: 'x' }))).rejects.toEqual(code('too_many_attachments'));
    expect(await send([{ blocks: [table] }])).toMatchObject({ ok: true });
  });
});
