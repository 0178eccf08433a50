import { isMember, type Person, type Place } from './reader.ts';

/** Why somebody may not. `unknown ...`: Slack did not say, which counts as no. */
export type WhyNot =
  | 'nobody asked'
  | 'not a member'
  | 'not chosen'
  | 'not the asker'
  | 'not an admin'
  | 'shared place'
  | 'others read'
  | 'unknown member'
  | 'unknown group'
  | 'unknown readers';

/** The answer to "may this person ... in this place?" (rule 5 of docs/contract.md) */
export type May = 'yes' | WhyNot;

/** Who may see account facts. Both lists empty: every member of the installing team. Guests, apps and outsiders never may. */
export type FactRules = { users: string[]; userGroups: string[] };

/** May account facts be looked up for this person here? */
export async function maySeeFacts(person: Person, place: Place, rules: FactRules): Promise<May> {
  if (person.user === null) return 'nobody asked';
  const may = await isChosen(person, rules);
  return may === 'yes' && place.alone && place.shared ? 'shared place' : may;
}

/** May facts be shown to everybody who reads here? In a channel only if an admin opened it for facts. */
export async function mayShowFacts(place: Place): Promise<May> {
  if (place.alone) return 'yes';
  return place.openForFacts ? await allInternal(place, place.readersNow) : 'others read';
}

/** May an escalation to this person or channel carry facts? Where the rules name people, a channel must be open for facts. */
export async function maySendFacts(to: Person | Place, rules: FactRules): Promise<May> {
  if ('user' in to) return await isChosen(to, rules);
  const everyMember = rules.users.length === 0 && rules.userGroups.length === 0;
  return everyMember || to.openForFacts ? await allInternal(to, to.readersNow) : 'others read';
}

/** May internal articles and sections be shown here? Every reader must belong to the installing team. */
export async function mayReadInternal(person: Person, place: Place): Promise<May> {
  if (place.shared) return 'shared place';
  if (!place.alone) return await allInternal(place, place.readers);
  return person.user === null ? 'nobody asked' : await ifMember(person, 'not a member');
}

/**
 * May this person settle an answer (solved, not relevant, escalate)? The person who asked may, every member of the installing
 * team, and in a direct message with the bot everybody. `asker` is null for an integration bot.
 */
export async function mayDecide(
  person: Person,
  { direct, asker }: { direct: boolean; asker: string | null },
): Promise<May> {
  if (direct || (asker !== null && asker === person.user)) return 'yes';
  return await ifMember(person, 'not the asker');
}

/** May this person change settings? Those named in ADMIN_USERS, or else the workspace's admins and owners; never guests. */
export async function maySetUp(person: Person, adminUsers: string[]): Promise<May> {
  const member = await ifMember(person, 'not a member');
  if (member !== 'yes') return member;
  const named = person.user !== null && adminUsers.includes(person.user);
  const admin = (await person.standing()) === 'admin';
  return (adminUsers.length > 0 ? named : admin) ? 'yes' : 'not an admin';
}

async function ifMember(person: Person, whyNot: WhyNot): Promise<May> {
  const standing = await person.standing();
  if (standing === 'unknown') return 'unknown member';
  return isMember(standing) ? 'yes' : whyNot;
}

/** Do the rules let this person see facts in some place? */
async function isChosen(person: Person, { users, userGroups }: FactRules): Promise<May> {
  const member = await ifMember(person, 'not a member');
  if (member !== 'yes' || (users.length === 0 && userGroups.length === 0)) return member;
  if (person.user !== null && users.includes(person.user)) return 'yes';
  const inGroup = userGroups.length > 0 && (await person.inGroups(userGroups));
  if (inGroup === 'unknown') return 'unknown group';
  return inGroup ? 'yes' : 'not chosen';
}

async function allInternal({ shared }: Place, who: Place['readers']): Promise<May> {
  if (shared) return 'shared place';
  const readers = await who();
  if (readers === 'unknown') return 'unknown readers';
  return readers === 'internal' ? 'yes' : 'others read';
}
