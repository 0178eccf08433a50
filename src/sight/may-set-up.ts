import type { May } from './may.ts';
import { isMember, type Person } from './person.ts';

/** May this person change settings in the app? `adminUsers` (ADMIN_USERS), or else admins and owners of the workspace; never guests. */
export async function maySetUp(person: Person, adminUsers: string[]): Promise<May> {
  const standing = await person.standing();
  if (standing === 'unknown') return 'unknown member';
  if (!isMember(standing)) return 'not a member';
  const named = person.user !== null && adminUsers.includes(person.user);
  return (adminUsers.length > 0 ? named : standing === 'admin') ? 'yes' : 'not an admin';
}
