import type { CardPart } from '../../card/card-part.ts';
import type { ErrorForReader } from '../error-for-reader.ts';
import type { Shown } from './deliver.ts';

/** What comes next in an answered thread: the error answered anew, a card of its own, or a mere sign that something was read. */
export type Next = ({ kind: 'error' } & ErrorForReader) | ({ kind: 'card' } & Shown) | { kind: 'nod' };

/** A card for everybody in the thread. */
export function shown(card: CardPart[]): Next {
  return { kind: 'card', card, aside: null };
}
