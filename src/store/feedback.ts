/** One answered error, as it is recorded: no text, no person. */
export type AnsweredEntry = {
  card: string;
  channel: string;
  article: string | null;
  category: string;
  /** false: it was answered unasked */
  asked: boolean;
  at: number;
};

/** What somebody said of an answer, as it is recorded. */
export type FeedbackEntry = {
  card: string;
  article: string | null;
  kind: 'solved' | 'stuck' | 'not_relevant';
  reason?: string;
  at: number;
};

/** What became of the answers with one article; `article`: null for causes without one, which `category` then names. */
export type ArticleFigures = {
  article: string | null;
  category: string;
  answered: number;
  solved: number;
  stuck: number;
  notRelevant: number;
  /** what was in the way, newest first */
  reasons: string[];
};

/** Answers and feedback -> figures per article, most answered first. A card counts once, by the last word on it. */
export function summary(answered: AnsweredEntry[], feedback: FeedbackEntry[]): ArticleFigures[] {
  const lastWord = new Map(feedback.toSorted((a, b) => a.at - b.at).map((entry) => [entry.card, entry]));
  const cards = [...new Map(answered.map((entry) => [entry.card, entry])).values()];
  const groups = Map.groupBy(cards, ({ article, category }) => article ?? `without article: ${category}`);
  return [...groups.values()]
    .flatMap((entries) => {
      const [first] = entries;
      if (!first) return [];
      const words = entries.flatMap(({ card }) => lastWord.get(card) ?? []);
      const count = (kind: FeedbackEntry['kind']) => words.filter((word) => word.kind === kind).length;
      const reasons = words
        .toSorted((a, b) => b.at - a.at)
        .flatMap(({ kind, reason }) => (kind === 'stuck' && reason ? [reason] : []));
      return [
        {
          article: first.article,
          category: first.category,
          answered: entries.length,
          solved: count('solved'),
          stuck: count('stuck'),
          notRelevant: count('not_relevant'),
          reasons,
        },
      ];
    })
    .toSorted((a, b) => b.answered - a.answered);
}
