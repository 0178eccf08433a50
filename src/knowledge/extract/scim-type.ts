/** The keywords of RFC 7644 section 3.12 that are no words of any language. */
const COINED = 'invalidFilter|tooMany|invalidSyntax|invalidPath|noTarget|invalidValue|invalidVers';
const ALL = `${COINED}|uniqueness|mutability|sensitive`;

const FORMS = [
  /\bscim_?type["']?(?: of| is)?\s{0,3}[:=]?\s{0,3}["']?([A-Za-z]\w{2,40})/i,
  new RegExp(`\\b(${COINED})\\b`),
  new RegExp(`\\b[45]\\d\\d[),:;]? ?["'(]?(${ALL})\\b`),
];

/** A scimType written outside a body: `scimType=mutability`, `400 invalidSyntax`, `(409, uniqueness)`; null where none is. */
export function scimTypeIn(text: string): string | null {
  for (const form of FORMS) {
    const found = form.exec(text)?.[1];
    if (found && !/^(?:null|none|undefined|and|or|is|of|the|was)$/i.test(found)) return found;
  }
  return null;
}
