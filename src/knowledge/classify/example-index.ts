import type { KnownArticle } from '../article/article.ts';
import { addCharacterGrams, addWordGrams } from '../learned/features.ts';
import { tokensOf } from '../learned/tokens.ts';
import type { Category } from './category.ts';

/** An article by example answers when its nearest sample is at least so like the error, on a scale from 0 to 1 ... */
const NEAR_ENOUGH = 0.3;
/** ... and the nearest of any other article is at most so much of that. */
const CLEARLY = 0.85;

/** An article with how like its nearest sample an error is, from 0 to 1. */
export type Likeness = { article: KnownArticle; likeness: number };

/** Error's words -> the articles by example of one category, most alike first. */
export type ExampleIndex = (words: string, category: Category) => Likeness[];

/** Indexes the samples of the articles that are defined by them. A word that few samples hold tells them apart better. */
export function indexExamples(articles: KnownArticle[]): ExampleIndex {
  const samples = articles.flatMap((article) =>
    article.samples.map((text) => ({ article, features: partsOf(text) })),
  );
  if (samples.length === 0) return () => [];
  const holders = new Map<number, number[]>();
  samples.forEach(({ features }, i) => {
    for (const feature of features) holders.set(feature, [...(holders.get(feature) ?? []), i]);
  });
  const weightOf = (feature: number) => 1 / (holders.get(feature)?.length ?? 1);
  const sizeOf = (features: Set<number>) =>
    [...features].reduce((sum, feature) => sum + weightOf(feature), 0);
  const sizes = samples.map(({ features }) => sizeOf(features));
  return (words, category) => {
    const features = partsOf(words);
    const shared = new Map<number, number>();
    for (const feature of features)
      for (const i of holders.get(feature) ?? [])
        if (samples[i]?.article.category === category)
          shared.set(i, (shared.get(i) ?? 0) + weightOf(feature));
    const size = sizeOf(features);
    const best = new Map<KnownArticle, number>();
    for (const [i, sum] of shared) {
      const article = samples[i]?.article;
      const likeness = sum / Math.sqrt(size * (sizes[i] ?? 1));
      if (article) best.set(article, Math.max(best.get(article) ?? 0, likeness));
    }
    return [...best]
      .map(([article, likeness]) => ({ article, likeness }))
      .sort((a, b) => b.likeness - a.likeness || (a.article.id < b.article.id ? -1 : 1));
  };
}

/** The one article whose samples are near enough and clearly nearer than those of every other; or null. */
export function nearest([first, second]: Likeness[]): Likeness | null {
  if (!first || first.likeness < NEAR_ENOUGH) return null;
  return second && second.likeness > CLEARLY * first.likeness ? null : first;
}

/** The words of an error and their parts. */
function partsOf(text: string): Set<number> {
  const words = tokensOf(text.slice(0, 2000), 250);
  const features = new Set<number>();
  addWordGrams(words, 2, 'word', features);
  addCharacterGrams(words, 'part', features);
  return features;
}
