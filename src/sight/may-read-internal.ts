import type { May } from './may.ts';
import { allInternal } from './may-show-facts.ts';
import { isMember, type Person } from './person.ts';
import type { Place } from './place.ts';

/** May internal articles and sections be shown here? Everybody who reads must belong to the installing team (rule 5 of docs/contract.md). */
export async function mayReadInternal(person: Person, place: Place): Promise<May> {
  if (place.shared) return 'shared place';
  if (!place.alone) return await allInternal(place);
  if (person.user === null) return 'nobody asked';
  const standing = await person.standing();
  if (standing === 'unknown') return 'unknown member';
  return isMember(standing) ? 'yes' : 'not a member';
}
