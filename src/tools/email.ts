import { z } from 'zod';

/** Permissive on purpose: it only keeps out what cannot be an address, so that nothing is asked about it. */
export const emailInput = z.object({
  email: z
    .string()
    .max(320)
    .regex(/^[^@\s]+@[^@\s]+$/),
});

/**
 * The forms to ask about. Whether Atlassian compares addresses with regard to case is not documented, so the given
 * and the lower-cased form are both used.
 */
export function emailForms(email: string): string[] {
  return [...new Set([email, email.toLowerCase()])];
}
