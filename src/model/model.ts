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
 * What a model may be asked; it never rejects, and no words of it come back, only ids of what it was offered. Tokens are used on
 * the requester's account; null: an integration bot's post, on the workspace's alone.
 */
export type Model = {
  chooseArticle(requester: Requester | null): ChooseArticle;
  followUp(requester: Requester | null): ReadFollowUp;
};

export type ModelOptions = {
  /** tokens used, for a day and more; must not reject */
  usage: Counts;
  /** counts tokens used and how questions ended */
  count?: (what: { tokens: number; outcome: string }) => void;
  now?: () => number;
};

/** The model of one configuration, made once so that breaker and limits remember; or why there is none. */
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
  const limits = tokenLimits({
    perUser,
    perTeam,
    usage,
    now,
  });
  const ask = createAsk({
    server: createServer(settings, settings.OPENAI_API_KEY, settings.OPENAI_MODEL),
    limits,
    count,
  });
  return {
    chooseArticle: (requester) => chooseArticleBy(ask, requester),
    followUp: (requester) => readFollowUpBy(ask, requester),
  };
}
