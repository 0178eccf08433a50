import type { May } from './may.ts';
import { type FactRules, isChosen } from './may-see-facts.ts';
import type { Person } from './person.ts';
import type { Place } from './place.ts';

/**
 * May facts be written here, for everybody who reads it? To one person alone; in a channel only when an admin opened it and
 * everybody in it is internal.
 */
export async function mayShowFacts(place: Place): Promise<May> {
  if (place.alone) return 'yes';
  return place.openForFacts ? await allInternal(place) : 'others read';
}

/**
 * May facts be sent to this place or person, as an escalation is? A person by the rules of sight. A channel with internal
 * readers, unless the rules name some people alone: then it must be open for facts.
 */
export async function maySendFacts(to: Person | Place, rules: FactRules): Promise<May> {
  if ('user' in to) return await isChosen(to, rules);
  const everyMember = rules.users.length === 0 && rules.userGroups.length === 0;
  return everyMember || to.openForFacts ? await allInternal(to) : 'others read';
}

/** Is everybody who reads here known to belong to the installing team? */
export async function allInternal(place: Place): Promise<May> {
  if (place.shared) return 'shared place';
  const readers = await place.readers();
  if (readers === 'unknown') return 'unknown readers';
  return readers === 'internal' ? 'yes' : 'others read';
}
