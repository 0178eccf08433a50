import type { Category } from '../classify/category.ts';
import { type CategoryWeights, leaning, ownWords, type Wording } from './category-weights.ts';
import { addCharacterGrams, addWordGrams } from './features.ts';
import { isCharacter, isPlaceholder } from './tokens.ts';

/** At most so many words are named. */
const MOST = 3;

/**
 * The words of an error that speak most for a category, most decisive first: those whose removal would change the decision most.
 * Only words that examples hold too: never an address, an id, a number, or a name or secret of this paste alone.
 */
export function decisiveWords(error: Wording, category: Category, model: CategoryWeights): string[] {
  const words = ownWords(error).filter(
    (word) => word.length > 2 && !isPlaceholder(word) && !isCharacter(word),
  );
  return [...new Set(words)]
    .map((word) => {
      const [itself, parts] = [new Set<number>(), new Set<number>()];
      addWordGrams([word], 1, 'word', itself);
      addCharacterGrams([word], 'part', parts);
      const known = [...itself].every((feature) => model.rows.has(feature));
      return {
        word,
        for: known ? leaning(itself, category, model) + leaning(parts, category, model) / 2 : 0,
      };
    })
    .filter((one) => one.for > 0)
    .sort((a, b) => b.for - a.for || (a.word < b.word ? -1 : 1))
    .slice(0, MOST)
    .map(({ word }) => word);
}
