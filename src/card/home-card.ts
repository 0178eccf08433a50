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

const SET_UP_ACTION = 'modal:channel_settings';

/** The tab takes 100 blocks. */
const MOST_CHANNELS = 40;
const MOST_FIGURES = 15;
const MOST_ARTICLES = 10;

/** The Home tab of a full member: what is connected, settings of channels, recent answers and whether they helped; no personal data. */
export function homeCard(view: HomeView): CardPart[] {
  const { articles, maySetUp } = view;
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  const named = ({ article, category }: { article: string | null; category: string }) =>
    article ? (titles.get(article) ?? article) : `no article yet (${category})`;
  const figures = view.summary
    .slice(0, MOST_FIGURES)
    .map(
      (of) =>
        `${named(of)}: answered ${of.answered}, solved ${of.solved}, still stuck ${of.stuck}, not relevant ${of.notRelevant}`,
    );
  const oldest = articles
    .toSorted((a, b) => a.lastReview.localeCompare(b.lastReview))
    .slice(0, MOST_ARTICLES);
  const setUp: CardPart = maySetUp
    ? { kind: 'buttons', buttons: [{ label: 'Set up a channel', action: SET_UP_ACTION, value: '' }] }
    : {
        kind: 'note',
        text: 'Settings can be changed by the people named in ADMIN_USERS or, if nobody is named there, by workspace admins.',
      };
  return [
    { kind: 'title', text: 'SCIM support bot' },
    {
      kind: 'list',
      label: 'What is connected',
      items: view.connections.map(({ name, works, says }) => `${works ? 'Yes' : 'No'} – ${name}: ${says}`),
    },
    { kind: 'text', label: 'Channels', text: elsewhereWords(view) },
    setUp,
    ...view.channels.slice(0, MOST_CHANNELS).map(
      (channel): CardPart => ({
        kind: 'channel',
        label: channelWords(channel),
        id: channel.id,
        ...(maySetUp ? { button: { label: 'Change', action: SET_UP_ACTION, value: channel.id } } : {}),
      }),
    ),
    {
      kind: 'list',
      label: 'Answers of the last 30 days',
      items: figures.length > 0 ? figures : ['none yet'],
    },
    {
      kind: 'list',
      label: 'Most recent',
      items: view.recent.map((entry) => {
        const time = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
        return `${time} UTC: ${named(entry)}${entry.asked ? '' : ' (without being asked)'}`;
      }),
    },
    {
      kind: 'list',
      label: `${articles.length} articles; the ones reviewed longest ago`,
      items: oldest.map(
        ({ title, lastReview, owner }) => `${title}: reviewed ${lastReview}, maintained by ${owner}`,
      ),
    },
    ...helpCard(view.optOutMark),
  ];
}

/** For guests and people of other organisations. `unknown`: Slack did not say whether this is one of them. */
export function strangersHome(optOutMark: string, unknown: boolean): CardPart[] {
  const note: CardPart = {
    kind: 'note',
    text: 'Slack did not say whether you belong to this workspace. Open this tab again in a minute to see the rest of it.',
  };
  return [...helpCard(optOutMark), ...(unknown ? [note] : [])];
}

function elsewhereWords({ channels, elsewhere }: HomeView): string {
  const others = elsewhere
    ? `every other channel I am in: ${howWords(elsewhere)}`
    : 'everywhere else I answer when I am mentioned';
  const more = channels.length - MOST_CHANNELS;
  return more > 0 ? `${others}; ${more} more channels with their own settings are not listed here` : others;
}

function howWords({ triage, quiet }: Pick<ChannelSettings, 'triage' | 'quiet'>): string {
  if (!triage) return 'answers when asked';
  return quiet
    ? 'reacts to errors without being asked, answers when asked'
    : 'answers errors without being asked';
}

function channelWords({ triage, quiet, openFacts, escalateTo, fromApp }: HomeView['channels'][number]) {
  const words = [howWords({ triage, quiet })];
  if (openFacts) words.push('shows account facts to everybody in it, while nobody from outside is in it');
  if (escalateTo.length > 0)
    words.push(`escalates to ${escalateTo.length} ${escalateTo.length === 1 ? 'place' : 'places'}`);
  words.push(fromApp ? 'set here' : 'set in the environment');
  return words.join('; ');
}
