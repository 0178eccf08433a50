/** `readScimPages`, `read-scim-pages` -> `read scim page`: lower-case words, singular. */
function words(name: string): string {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => word.replace(/(?<=[^s])s$/, ''))
    .join(' ');
}

const holds = (whole: string, part: string): boolean => ` ${whole} `.includes(` ${part} `);

/** Does an export bear the file's name, or the file's name the export's? Whole words count, singular and plural alike. */
export function isNamedFor(file: string, exported: string[]): boolean {
  const name = words(baseName(file));
  return exported.map(words).some((one) => holds(one, name) || holds(name, one));
}

/** What a module exports, by its own declarations. */
export function exportsOf(text: string): string[] {
  const declared = /^export (?:async )?(?:const|function\*?|class|type|interface) (\w+)/gm;
  return [...text.matchAll(declared)].map(([, name = '']) => name);
}

/** `src/card/card.ts` -> `card` */
export const baseName = (file: string): string => file.replace(/^.*\/|\.ts$/g, '');
