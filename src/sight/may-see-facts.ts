import type { May } from './may.ts';
import { isMember, type Person } from './person.ts';
import type { Place } from './place.ts';

/** Who may see account facts. Both lists empty: every member of the installing team. */
export type FactRules = { users: string[]; userGroups: string[] };

/**
 * May account facts be looked up for this person here? Otherwise no look-up is made. Guests, apps and people of other
 * organisations never may, and not knowing means no (rule 5 of docs/contract.md).
 */
export async function maySeeFacts(person: Person, place: Place, rules: FactRules): Promise<May> {
  if (person.user === null) return 'nobody asked';
  const may = await isChosen(person, rules);
  return may === 'yes' && place.alone && place.shared ? 'shared place' : may;
}

/** Do the rules let this person see facts, wherever that is? */
export async function isChosen(person: Person, { users, userGroups }: FactRules): Promise<May> {
  const standing = await person.standing();
  if (standing === 'unknown') return 'unknown member';
  if (!isMember(standing)) return 'not a member';
  if (users.length === 0 && userGroups.length === 0) return 'yes';
  if (person.user !== null && users.includes(person.user)) return 'yes';
  const inGroup = userGroups.length > 0 && (await person.inGroups(userGroups));
  if (inGroup === 'unknown') return 'unknown group';
  return inGroup ? 'yes' : 'not chosen';
}
