/** A value that stands for one: `$TOKEN`, `<token>`, `***`; without digits, and nothing after it. */
const PLACEHOLDER =
  /(?:<[^<>\d\n]{0,40}>|\$\{[A-Za-z_]{1,60}\}|\$[A-Za-z_]{1,60}|\{{1,2}[^{}\d\n]{0,40}\}{1,2}|[*•x.]{3,80}|…|\[secret removed\]|\[[^[\]\d\n]{0,40}\]|(?:null|nil|none|true|false|undefined|redacted|masked|hidden)\b)[^\S\n]{0,3}(?=$|[\s"'`,;)}\]&|<\\])/iy;

/** Words that begin what is said about a field, rather than its value. */
const PROSE =
  /^(?:must|is|isn't|was|wasn't|are|were|be|been|not|no|empty|missing|required|requires?|invalid|valid|expired|expires?|expir\w+|wrong|incorrect\w*|bad|unknown|unexpected|unauthori[sz]ed|denied|rejected|refused|fail\w*|errors?|should|cannot|can|can't|could|couldn't|has|hasn't|have|had|does|doesn't|do|did|didn't|will|would|may|might|the|an?|this|that|these|it|its|in|on|for|of|from|to|by|with|without|and|or|if|when|than|then|too|at|as|you|your|users?|we|field|values?|attribute|property|parameter|headers?|policy|reset|chang\w+|updat\w+|sync\w*|string|boolean|types?|formats?|schemes?|length|already|exists?|found|supported|allowed|provided|sent|set|used|minimum|maximum|least|authenticat\w+|authori[sz]ation|auth|login|sign\w*|please|see|check|enter|paste|copy|here|unable|validation|verification|generat\w+|rotat\w+|malformed|mismatch\w*|tokens?|realm|credentials?|prefix|keys?|cookies?|secrets?|passwords?|api|scim|okta|entra|atlassian|only|flow|grant|challenge|challenges|access|none|null)$/i;

/** Is there a stand-in for a value here, instead of a value? */
export function isPlaceholder(text: string, at: number): boolean {
  PLACEHOLDER.lastIndex = at;
  return PLACEHOLDER.test(text);
}

/** Does a sentence begin here, rather than a value? */
export function isProse(text: string, at: number): boolean {
  const [word = ''] = /^[\p{L}']*/u.exec(text.slice(at, at + 24)) ?? [];
  return PROSE.test(word);
}

/** The words of a quoted value are a sentence about the field: "must not be empty". */
export function isSentence(value: string): boolean {
  const words = value.slice(0, 300).split(/\s+/);
  return words.length > 2 && words.some((word) => PROSE.test(word.replace(/[^\p{L}']/gu, '')));
}

/** Letters alone may be a word; a digit, a sign, or capitals in the middle make a value. */
export function isUnlikeWord(run: string): boolean {
  return run.length >= 6 && (/\d|[_+/=~!@#$%^&*]|\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(run) || run.length >= 20);
}
