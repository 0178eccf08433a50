import { splitAddress } from '../../email-address.ts';

const KINDS = ['user', 'name', 'phone', 'id', 'ip', 'place', 'org', 'domain', 'tenant', 'value'] as const;

/** What a value is called once it is hidden. */
export type Kind = (typeof KINDS)[number];

const PLACEHOLDER = String.raw`<(?:${KINDS.join('|')})-\d{1,6}(?:@domain-\d{1,6})?>`;
const whole = new RegExp(`^${PLACEHOLDER}$`);

/** Hands out placeholders, the same one for the same value whatever its case, and puts the values back. */
export type Placeholders = {
  of(kind: Kind, value: string): string;
  /** `<user-1@domain-1>`: two people of one domain show the same domain */
  ofAddress(address: string): string;
  restore(text: string): string;
};

export function createPlaceholders(): Placeholders {
  const byValue = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();

  function remembered(value: string, make: () => string): string {
    const known = byValue.get(value.toLowerCase());
    if (known) return known;
    const placeholder = make();
    byValue.set(value.toLowerCase(), placeholder);
    originals.set(placeholder, value);
    return placeholder;
  }

  function next(kind: Kind): string {
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    return `${kind}-${n}`;
  }

  const of = (kind: Kind, value: string) => remembered(value, () => `<${next(kind)}>`);
  return {
    of,
    ofAddress: (address) =>
      remembered(address, () => {
        const domain = of('domain', splitAddress(address).domain);
        return `<${next('user')}@${domain.slice(1, -1)}>`;
      }),
    restore: (text) =>
      text.replace(new RegExp(PLACEHOLDER, 'g'), (placeholder) => originals.get(placeholder) ?? placeholder),
  };
}

/** What looks like a placeholder in a paste would be put back as somebody else's value. */
export function withoutPlaceholders(text: string): string {
  return text.replace(new RegExp(`<(?=(?:${KINDS.join('|')})-\\d)`, 'g'), '‹');
}

/** Replaces what a pattern finds, never inside a placeholder. */
export function replaceOutside(
  text: string,
  { source, flags }: RegExp,
  replace: (found: string, ...groups: string[]) => string,
): string {
  return text.replace(new RegExp(`${PLACEHOLDER}|${source}`, flags), (found, ...groups) =>
    whole.test(found) ? found : replace(found, ...groups),
  );
}
