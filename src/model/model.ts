import type { Requester } from '../requester.ts';
import type { Counts } from '../store/counts.ts';
import type { Unavailable } from '../unavailable.ts';
import { createAsk } from './ask.ts';
import { type ChooseArticle, chooseArticleBy } from './choose-article.ts';
import type { ModelSettings } from './client.ts';
import { type ReadFollowUp, readFollowUpBy } from './read-follow-up.ts';
import { createServer } from './server.ts';
import { tokenLimits } from './token-limits.ts';

/**
 * What a model may be asked. It never rejects, and returns only ids of what it was offered, never its own words. Tokens count
 * towards the limits of the requester and the workspace; for `null` (the post of an integration) only towards the workspace's.
 */
export type Model = {
  chooseArticle(requester: Requester | null): ChooseArticle;
  followUp(requester: Requester | null): ReadFollowUp;
};

export type ModelOptions = {
  /** tokens used, kept for more than a day; must not reject */
  usage: Counts;
  /** counts tokens used and how questions ended */
  count?: (what: { tokens: number; outcome: string }) => void;
  now?: () => number;
};

/** The model of a configuration, or why there is none. Make it once: the circuit breaker and the limits remember. */
export function modelWith(
  settings: ModelSettings,
  { usage, count = () => {}, now = Date.now }: ModelOptions,
): Model | Unavailable {
  if (!settings.OPENAI_API_KEY) return { unavailable: 'OPENAI_API_KEY is not set' };
  if (!settings.OPENAI_MODEL) return { unavailable: 'OPENAI_MODEL is not set' };
  const perUser = settings.OPENAI_TOKENS_PER_USER_DAY ?? 50_000;
  const perTeam = settings.OPENAI_TOKENS_PER_DAY ?? 1_000_000;
  if (perUser === 0) return { unavailable: 'OPENAI_TOKENS_PER_USER_DAY is 0' };
  if (perTeam === 0) return { unavailable: 'OPENAI_TOKENS_PER_DAY is 0' };
  const server = createServer(settings, settings.OPENAI_API_KEY, settings.OPENAI_MODEL);
  const ask = createAsk({ server, limits: tokenLimits({ perUser, perTeam, usage, now }), count });
  return {
    chooseArticle: (requester) => chooseArticleBy(ask, requester),
    followUp: (requester) => readFollowUpBy(ask, requester),
  };
}
