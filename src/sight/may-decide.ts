import type { May } from './may.ts';
import { isMember, type Person } from './person.ts';

/**
 * May this person settle what becomes of an answer (solved, not relevant, escalate)? The one who asked may, everybody in a direct
 * message with the bot, and every member of the installing team. `asker`: who asked, null for an integration bot.
 */
export async function mayDecide(
  person: Person,
  { direct, asker }: { direct: boolean; asker: string | null },
): Promise<May> {
  if (direct || (asker !== null && asker === person.user)) return 'yes';
  const standing = await person.standing();
  if (standing === 'unknown') return 'unknown member';
  return isMember(standing) ? 'yes' : 'not the asker';
}
