import type { ChannelSettings } from '../store/channel-settings.ts';
import type { AnsweredEntry, ArticleFigures } from '../store/feedback.ts';
import type { CardPart } from './card-part.ts';
import { helpCard } from './help-card.ts';

export type HomeView = {
  connections: { name: string; works: boolean; says: string }[];
  channels: ({ id: string; fromApp: boolean } & ChannelSettings)[];
  elsewhere: ChannelSettings | null;
  recent: AnsweredEntry[];
  summary: ArticleFigures[];
  articles: { id: string; title: string; lastReview: string; owner: string }[];
  maySetUp: boolean;
  optOutMark: string;
};

const SET_UP: CardPart = {
  kind: 'buttons',
  buttons: [{ label: 'Set up a channel', action: 'modal:channel_settings', value: '' }],
};
const SET_UP_BY_OTHERS: CardPart = {
  kind: 'note',
  text: 'Settings are changed by the people named in ADMIN_USERS, or else by workspace admins.',
};

/** The tab takes 100 blocks; further channels keep their settings. */
const MOST_CHANNELS = 40;

/** Articles reviewed longest ago are named first; so many are listed. */
const MOST_ARTICLES = 10;

/** What the Home tab shows to a full member: what works, where, what was asked of it and whether it helped; no personal data. */
export function homeCard({
  elsewhere,
  connections,
  channels,
  recent,
  summary,
  articles,
  maySetUp,
  optOutMark,
}: HomeView): CardPart[] {
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  const named = (article: string | null, category: string) =>
    article ? (titles.get(article) ?? article) : `no article yet (${category})`;
  const oldest = articles
    .toSorted((a, b) => a.lastReview.localeCompare(b.lastReview))
    .slice(0, MOST_ARTICLES);
  return [
    { kind: 'title', text: 'SCIM support bot' },
    {
      kind: 'list',
      label: 'What is connected',
      items: connections.map(({ name, works, says }) => `${works ? 'Yes' : 'No'} – ${name}: ${says}`),
    },
    { kind: 'text', label: 'Channels', text: channelsText(channels.length, elsewhere) },
    maySetUp ? SET_UP : SET_UP_BY_OTHERS,
    ...channels.slice(0, MOST_CHANNELS).map(
      (channel): CardPart => ({
        kind: 'channel',
        label: channelWords(channel),
        id: channel.id,
        ...button(maySetUp, channel.id),
      }),
    ),
    {
      kind: 'list',
      label: 'Answers of the last 30 days',
      items:
        summary.length === 0
          ? ['none yet']
          : summary
              .slice(0, 15)
              .map(
                ({ article, category, answered, solved, stuck, notRelevant }) =>
                  `${named(article, category)}: answered ${answered}, solved ${solved}, still stuck ${stuck}, not relevant ${notRelevant}`,
              ),
    },
    {
      kind: 'list',
      label: 'Most recent',
      items: recent.map(
        ({ at, article, category, asked }) =>
          `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${named(article, category)}${asked ? '' : ' (unasked)'}`,
      ),
    },
    {
      kind: 'list',
      label: `${articles.length} articles; those reviewed longest ago`,
      items: oldest.map(
        ({ title, lastReview, owner }) => `${title}: reviewed ${lastReview}, kept by ${owner}`,
      ),
    },
    ...helpCard(optOutMark),
  ];
}

/** For guests and people of other organisations. */
export function strangersHome(optOutMark: string, unknown: boolean): CardPart[] {
  const note: CardPart = {
    kind: 'note',
    text: 'Slack did not say just now whether you belong to this workspace. Open this tab again in a minute for the rest.',
  };
  return [...helpCard(optOutMark), ...(unknown ? [note] : [])];
}

function button(maySetUp: boolean, value: string) {
  return maySetUp ? { button: { label: 'Change', action: 'modal:channel_settings', value } } : {};
}

function channelsText(set: number, elsewhere: ChannelSettings | null): string {
  const others = elsewhere
    ? `in every other channel I am in: ${howWords(elsewhere)}`
    : 'elsewhere I answer where I am mentioned';
  const more =
    set > MOST_CHANNELS
      ? `; ${set - MOST_CHANNELS} more than are listed here have settings of their own`
      : '';
  return `${others}${more}`;
}

function howWords({ triage, quiet }: Pick<ChannelSettings, 'triage' | 'quiet'>): string {
  if (!triage) return 'answers when asked';
  return quiet ? 'errors are marked unasked, answered when asked' : 'errors are answered unasked';
}

function channelWords({
  triage,
  quiet,
  openFacts,
  escalateTo,
  fromApp,
}: HomeView['channels'][number]): string {
  const how = howWords({ triage, quiet });
  const more = [
    openFacts && 'account facts are shown to everybody in it, while nobody from outside is',
    escalateTo.length > 0 &&
      `escalates to ${escalateTo.length} ${escalateTo.length === 1 ? 'place' : 'places'}`,
    `set ${fromApp ? 'here' : 'by the environment'}`,
  ].filter(Boolean);
  return [how, ...more].join('; ');
}
