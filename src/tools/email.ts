import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** Permissive on purpose: it only keeps out what cannot be an address, so that nothing is asked about it. */
export const emailInput = z.object({
  email: z
    .string()
    .max(320)
    .regex(/^(?:"[^"\n]{1,64}"|[^@\s"]+)@[^@\s]+$/),
});

/**
 * The forms to ask about. Whether Atlassian compares addresses with regard to case, and in which form it keeps international
 * domains, is not documented: the given form, the lower-cased one, and the one with an ASCII domain are used.
 */
export function emailForms(email: string): string[] {
  const lower = email.toLowerCase();
  const at = lower.lastIndexOf('@');
  const ascii = domainToASCII(lower.slice(at + 1));
  return [...new Set([email, lower, ...(ascii ? [`${lower.slice(0, at)}@${ascii}`] : [])])];
}

/** What a look-up about the account itself needs. */
export const accountInput = z.object({ accountId: z.string().min(1).max(200) });
