/** The record of an answered error: no text, no person. */
export type AnsweredEntry = {
  card: string;
  channel: string;
  article: string | null;
  category: string;
  /** false: answered unasked */
  asked: boolean;
  at: number;
};

/** The record of what somebody said about an answer. */
export type FeedbackEntry = {
  card: string;
  article: string | null;
  kind: 'solved' | 'stuck' | 'not_relevant';
  /** why somebody is stuck */
  reason?: string;
  at: number;
};

/** What became of the answers with one article, or (null) of those without one in a category. */
export type ArticleFigures = {
  article: string | null;
  category: string;
  answered: number;
  solved: number;
  stuck: number;
  notRelevant: number;
  /** why the steps did not help, newest first */
  reasons: string[];
};

/** The last record of each card: an edit or another run adds one. */
export function lastPerCard(answered: AnsweredEntry[]): AnsweredEntry[] {
  return [...new Map(answered.map((entry) => [entry.card, entry])).values()];
}

/** Figures per article, most answered first. A card counts once, with the last feedback on it. */
export function summary(answered: AnsweredEntry[], feedback: FeedbackEntry[]): ArticleFigures[] {
  const lastWord = new Map(feedback.toSorted((a, b) => a.at - b.at).map((entry) => [entry.card, entry]));
  const groups = Map.groupBy(
    lastPerCard(answered),
    ({ article, category }) => article ?? `without article: ${category}`,
  );
  const figures = [...groups.values()].map((entries): ArticleFigures => {
    const { article = null, category = 'other' } = entries[0] ?? {};
    const words = entries.flatMap(({ card }) => lastWord.get(card) ?? []).toSorted((a, b) => b.at - a.at);
    const count = (kind: FeedbackEntry['kind']) => words.filter((word) => word.kind === kind).length;
    return {
      article,
      category,
      answered: entries.length,
      solved: count('solved'),
      stuck: count('stuck'),
      notRelevant: count('not_relevant'),
      reasons: words.flatMap(({ reason }) => reason || []),
    };
  });
  return figures.toSorted((a, b) => b.answered - a.answered);
}
