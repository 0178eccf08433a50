import { z } from 'zod';
import { isId } from './atlassian-settings.ts';
import type { Fact } from './fact.ts';

/** What look-ups about one account are asked with. */
export const accountInput = z.object({ accountId: z.string().refine(isId) });

/** The one account the facts speak of; why it is not known which; or null where nobody, or several, hold the address. */
export function accountIn(facts: readonly Fact[]): { accountId: string } | { reason: string } | null {
  const found = facts.find(({ name }) => name === 'accountsFound');
  if (found?.complete && found.value !== 1) return null;
  const id = facts.find(({ name }) => name === 'accountId');
  if (id?.complete && typeof id.value === 'string') return { accountId: id.value };
  const why = [id, found].find((fact) => fact && !fact.complete);
  const detail = why && !why.complete ? ` (${why.reason})` : '';
  return { reason: `it is not known which account holds the address${detail}` };
}
