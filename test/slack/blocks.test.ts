import { describe, expect, it } from 'vitest';
import type { CardPart } from '../../src/card/card-part.ts';
import type { Step } from '../../src/knowledge/article/step.ts';
import { slackMessage, viewBlocks } from '../../src/slack/send/blocks.ts';

const CUT = 'Cut here: the answer is longer than one message can show.';

const text = (length: number, letter = 'x'): CardPart => ({ kind: 'text', text: letter.repeat(length) });
const buttons = (count: number): CardPart => ({
  kind: 'buttons',
  buttons: Array.from({ length: count }, (_, i) => ({ label: `B${i}`, action: `a${i}`, value: 'v' })),
});
const shown = (card: CardPart[]) => JSON.stringify(slackMessage(card).blocks);
const types = (card: CardPart[]) => slackMessage(card).blocks.map(({ type }) => type);

const step = (text: string): Step => ({
  role: null,
  words: [{ kind: 'paragraph', line: 1, inlines: [{ kind: 'text', text }] }],
});

describe('a message as blocks', () => {
  it('of up to 10,000 characters is whole, and is cut with a word about it beyond', () => {
    const whole = [text(2500), text(2500), text(2500), text(2500)];
    expect(shown(whole)).not.toContain(CUT);
    const longer = [...whole, text(1, 'y')];
    expect(shown(longer)).toContain(CUT);
    expect(shown(longer)).not.toContain('y"');
    expect(slackMessage(longer).text).toContain('y');
  });

  it('keeps its buttons when it is cut, and they count', () => {
    const card = [text(2500), text(2500), text(2500), text(2500), buttons(1)];
    expect(shown(card)).toContain(CUT);
    expect(types(card).at(-1)).toBe('actions');
  });

  it('of too many parts is cut too, so that the buttons have room', () => {
    const card = [...Array.from({ length: 60 }, () => text(1)), buttons(12)];
    const all = types(card);
    expect(all.length).toBeLessThanOrEqual(50);
    expect(all.slice(-3)).toEqual(['actions', 'actions', 'actions']);
    expect(shown(card)).toContain(CUT);
  });

  it('has five buttons in a row', () => {
    const rows = slackMessage([buttons(7)]).blocks.map((block) =>
      'elements' in block ? block.elements.length : 0,
    );
    expect(rows).toEqual([5, 2]);
  });

  it('shows no folded part; the text has it, the short text has not', () => {
    const card: CardPart[] = [
      { kind: 'steps', label: 'If so', items: [step('do it')], folded: true },
      text(1),
    ];
    const { text: whole, shortText } = slackMessage(card);
    expect(shown(card)).not.toContain('do it');
    expect(whole).toContain('do it');
    expect(shortText).not.toContain('do it');
  });

  it('has a text for Slack to fall back on that stays one message', () => {
    const { shortText } = slackMessage([text(5000)]);
    expect(shortText.length).toBeLessThanOrEqual(4000);
    expect(shortText).toMatch(/ … \(cut here\)$/);
  });

  it('splits a long list between items, none of which is cut', () => {
    const items = Array.from({ length: 10 }, (_, i) => `${i}${'x'.repeat(999)}`);
    const blocks = slackMessage([{ kind: 'list', label: 'L', items: items.slice(0, 9) }]).blocks;
    expect(blocks.length).toBeGreaterThan(2);
    for (const item of items.slice(0, 9)) expect(JSON.stringify(blocks)).toContain(item);
  });
});

describe('foreign text', () => {
  it.each<[string, CardPart]>([
    ['a text', { kind: 'text', label: '<!here>', text: '<!channel> <https://evil.example|x> @here' }],
    ['a list', { kind: 'list', label: '<!here>', items: ['<!channel> <https://evil.example|x> @here'] }],
    [
      'steps',
      { kind: 'steps', label: '<!here>', items: [step('<!channel> <https://evil.example|x> @here')] },
    ],
    ['a channel', { kind: 'channel', id: 'C1><!here', label: '<!channel> @here' }],
    ['a person', { kind: 'person', label: '<!here>', by: 'U1> <!here' }],
  ])('mentions nobody and links nowhere in %s', (_what, part) => {
    const { text: whole } = slackMessage([part]);
    for (const written of [shown([part]), whole]) {
      expect(written).not.toMatch(/<!|<https/);
      expect(written).not.toMatch(/@here\b/);
    }
  });

  it.each<[string, CardPart, string]>([
    ['a note', { kind: 'note', text: '*<!channel>*\u202e' }, 'plain_text'],
    ['a quotation', { kind: 'quote', label: 'x', text: '*<!channel>*' }, 'rich_text_quote'],
    ['something to copy', { kind: 'copy', label: 'x', text: '*<!channel>*\u202e' }, 'rich_text_preformatted'],
  ])('means nothing in %s', (_what, part, type) => {
    expect(shown([part])).toMatch(new RegExp(`"type":"${type}"[^]*\\*<!channel>\\*"`));
  });

  it('cannot end bold type early', () => {
    expect(shown([{ kind: 'text', label: 'a*b', text: 'x' }])).toContain('*ab:*');
  });
});

it('a view takes a hundred blocks', () => {
  expect(viewBlocks(Array.from({ length: 120 }, () => text(1)))).toHaveLength(100);
});
