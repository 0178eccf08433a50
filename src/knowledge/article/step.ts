import { plainText, type RichText } from './rich-text.ts';

/** Who carries a step out, as its writer puts it in square brackets at its beginning. */
export const ROLES = ['identity provider admin', 'org admin', 'account owner'] as const;

/** One thing to do, or to check. `role`: null where it does not say who. */
export type Step = { role: (typeof ROLES)[number] | null; words: RichText };

/** A step as it is shown, the role before its words. */
export function stepWords({ role, words }: Step): RichText {
  const [first, ...rest] = words;
  if (role === null || first?.kind !== 'paragraph') return words;
  return [{ ...first, inlines: [{ kind: 'text', text: `[${role}] ` }, ...first.inlines] }, ...rest];
}

/** A step as plain text. `indent`: put before every line but the first. */
export function stepText(step: Step, indent = ''): string {
  return plainText(stepWords(step), indent);
}
