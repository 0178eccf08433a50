import { describe, expect, it } from 'vitest';
import { type HomeView, homeCard, strangersHome } from '../../src/card/home-card.ts';
import { partsOf } from './cards.ts';

const channel = (id: string, more: Partial<HomeView['channels'][number]> = {}) => ({
  id,
  triage: true,
  quiet: false,
  openFacts: false,
  escalateTo: [],
  fromApp: true,
  ...more,
});
const view = (more: Partial<HomeView> = {}): HomeView => ({
  connections: [{ name: 'Slack', works: true, says: 'Socket Mode' }],
  channels: [],
  elsewhere: null,
  recent: [],
  summary: [],
  articles: [],
  maySetUp: false,
  optOutMark: '!nobot',
  ...more,
});
const listed = (more: Partial<HomeView>, label: RegExp) =>
  partsOf(homeCard(view(more)), 'list').find((part) => label.test(part.label))?.items;

describe('the Home tab', () => {
  it('offers settings only to those who may change them', () => {
    const channels = [channel('C1')];
    const may = homeCard(view({ channels, maySetUp: true }));
    expect(partsOf(may, 'buttons')).toHaveLength(1);
    expect(partsOf(may, 'channel')[0]?.button?.value).toBe('C1');
    const mayNot = homeCard(view({ channels }));
    expect(partsOf(mayNot, 'buttons')).toEqual([]);
    expect(partsOf(mayNot, 'channel')[0]).not.toHaveProperty('button');
  });

  it('lists forty channels and says how many more there are', () => {
    const channels = Array.from({ length: 43 }, (_, i) => channel(`C${i}`));
    const card = homeCard(view({ channels }));
    expect(partsOf(card, 'channel')).toHaveLength(40);
    expect(partsOf(card, 'text')[0]?.text).toContain('3 more');
    const all = homeCard(view({ channels: channels.slice(0, 40) }));
    expect(partsOf(all, 'text')[0]?.text).not.toContain('more');
  });

  it.each([
    [channel('C'), /^answers errors without being asked; /],
    [channel('C', { quiet: true }), /^reacts to errors without being asked/],
    [channel('C', { triage: false, quiet: true }), /^answers when asked; /],
    [channel('C', { openFacts: true }), /shows account facts to everybody/],
    [channel('C', { escalateTo: ['C9'] }), /escalates to 1 place;/],
    [channel('C', { escalateTo: ['C9', 'C8'] }), /escalates to 2 places;/],
    [channel('C', { fromApp: false }), /set in the environment$/],
  ])('says how the bot answers in %o', (given, words) => {
    expect(partsOf(homeCard(view({ channels: [given] })), 'channel')[0]?.label).toMatch(words);
  });

  it('names articles by their titles, those reviewed longest ago first, ten of them', () => {
    const articles = Array.from({ length: 12 }, (_, i) => ({
      id: `a${i}`,
      title: `Title ${i}`,
      lastReview: `2026-01-${String(28 - i)}`,
      owner: 'us',
    }));
    const oldest = listed({ articles }, /^12 articles/);
    expect(oldest).toHaveLength(10);
    expect(oldest?.[0]).toMatch(/^Title 11: reviewed 2026-01-17/);
  });

  it('says what became of the answers, and which of them nobody asked for', () => {
    const articles = [{ id: 'a', title: 'Title', lastReview: '2026-01-01', owner: 'us' }];
    const figures = { category: 'other', answered: 3, solved: 2, stuck: 1, notRelevant: 0, reasons: [] };
    const summary = [
      { ...figures, article: 'a' },
      { ...figures, article: null },
      { ...figures, article: 'gone' },
    ] as HomeView['summary'];
    const recent = [
      { at: 0, article: 'a', category: 'other', asked: false },
      { at: 0, article: null, category: 'other', asked: true },
    ] as HomeView['recent'];
    expect(listed({ articles, summary }, /30 days/)?.map((line) => String(line).split(':')[0])).toEqual([
      'Title',
      'no article yet (other)',
      'gone',
    ]);
    expect(listed({}, /30 days/)).toEqual(['none yet']);
    expect(listed({ articles, recent }, /recent/)).toEqual([
      '1970-01-01 00:00 UTC: Title (without being asked)',
      '1970-01-01 00:00 UTC: no article yet (other)',
    ]);
  });
});

it('strangers are shown what the bot can do, and told when Slack did not say who they are', () => {
  const known = strangersHome('!nobot', false);
  expect(JSON.stringify(known)).toContain('!nobot');
  expect(strangersHome('!nobot', true)).toHaveLength(known.length + 1);
});
