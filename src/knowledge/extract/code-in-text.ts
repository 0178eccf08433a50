import type { Category } from '../classify/category.ts';
import { DOCUMENTED_CODES, ENTRA_SKIPS, SKIP_WORDS } from './documented-codes.ts';

/** An identity provider's own code for what happened. `skip`: nothing failed, it passed the entry over. */
export type CodeInText = { code: string; category: Category; skip: boolean };

const known = (...lists: [Category, string][][]) =>
  new Map(
    lists
      .flat()
      .flatMap(([category, codes]) =>
        codes.split(' ').map((code): [string, CodeInText] => [code, { code, category, skip: false }]),
      ),
  );
const skip = (code: string): [string, CodeInText] => [code, { code, category: 'other', skip: true }];

const { alone, shared, words, statuses, okta } = DOCUMENTED_CODES;
const ALONE = new Map([...known(alone), ...ENTRA_SKIPS.map(skip)]);
const ABOUT_PROVISIONING = new Map([...ALONE, ...known(shared)]);
const IN_ROW = new Map([...ABOUT_PROVISIONING, ...known(words)]);
const LABELLED_ONES = new Map([...IN_ROW, ...known(statuses)]);
const EVENTS = known(okta);
const SKIPS = new Map(SKIP_WORDS.map(([code]) => skip(code)));

/** Is this a code that an identity provider documents and we know? */
export function isDocumented(code: string): boolean {
  return [LABELLED_ONES, EVENTS, SKIPS].some((codes) => codes.has(code));
}

/** What Entra puts before a code: the protocol, or its own directory. */
const PREFIX = /^(?:SystemForCrossDomainIdentityManagement|AzureActiveDirectory|AzureDirectory)/;
/** "Error code" in the languages of the portal. */
const LABEL =
  "error ?codes?|fehlercode|code d'erreur|c[oó]digo de erro(?:r)?|codice (?:di )?errore|foutcode|kod błędu|エラー ?コード|错误代码|오류 코드|skip ?reason";
const LABELLED = new RegExp(
  `(?:${LABEL})["'*\`]{0,2}\\s{0,4}[:=|]?\\s{0,4}["'*\`]{0,2}([A-Z][A-Za-z]{4,100}(?:-LdapErr)?)\\b`,
  'gi',
);
const FIRST_IN_ROW = /^\W{0,6}([A-Z][A-Za-z]{4,100})"?\s{0,3}(?:[|,;:\t\n—-]|$)/;
const CELL = /(?<=[|,;\t]\s{0,3}"?)([A-Z][A-Za-z]{4,40})(?="?\s{0,3}(?:[|,;\t\n]|$))/g;
const FAILED_ROW = /[|,;\t]\s{0,3}"?(?:Failure|Failed|Fehler|Échec|Error|失敗)"?\s{0,3}[|,;\t]/i;
const TOKEN = /\b[A-Z][A-Za-z\d]{4,120}(?:-LdapErr)?\b/g;
const EVENT =
  /\bapp(?:lication)?\.(?:provision|integration|user_management)\.[a-z_.]{3,80}[a-z]|\b(?:user|group)_(?:create|update|delete|lookup)_provision\b|\buser_deprovision\b|\bE\d{7}\b/g;
const API_ERROR = /^E\d/;
const FAILED_EVENT =
  /\bFAILURE\b|\bsuccess"?\s?[:=]\s?false\b|[_.]fail(?:ed|ure)\b|"errorCode"|\berror code\b/i;
/** Who else provisions, with words of their own. */
const OTHERS = /\b(?:okta|onelogin|jumpcloud|ping ?one|pingfederate|sailpoint|google workspace)\b/i;
const ABOUT = /provision|aprovis|bereitstell|プロビジョ|预配/i;

/**
 * Plain text -> the documented code in it, or null. A code of a failure comes before one of a skip. An event of Okta counts
 * where the text calls it a failure.
 */
export function codeInText(text: string): CodeInText | null {
  const bare = text.replace(/<br ?\/?>/g, '');
  const found = [...expected(bare), ...tokens(bare), ...events(bare)];
  const failed = found.find(({ skip }) => !skip);
  if (failed) return failed;
  const told = SKIP_WORDS.find(([, ...signs]) => signs.every((word) => word.test(bare)))?.[0];
  return (told === undefined ? found[0] : SKIPS.get(told)) ?? null;
}

function expected(text: string): CodeInText[] {
  const labelled = text.search(LABELLED) < 0 ? [] : [...text.matchAll(LABELLED)].map(([, code]) => code);
  const first = FIRST_IN_ROW.exec(text)?.[1];
  const cells = FAILED_ROW.test(text) ? [...text.matchAll(CELL)].map(([, code]) => code) : [];
  return [
    ...labelled.flatMap((code) => lookUp(code ?? '', LABELLED_ONES) ?? []),
    ...[first, ...cells].flatMap((code) => lookUp(code ?? '', IN_ROW) ?? []),
  ];
}

function tokens(text: string): CodeInText[] {
  const codes = ABOUT.test(text) && !OTHERS.test(text) ? ABOUT_PROVISIONING : ALONE;
  return [...text.matchAll(TOKEN)].flatMap(([token]) => lookUp(token, codes) ?? []);
}

/** A code as it is, without Entra's prefix, or behind the name of a service. */
function lookUp(token: string, codes: Map<string, CodeInText>): CodeInText | undefined {
  const own = codes.get(token);
  if (own) return own;
  const bare = token.replace(PREFIX, '');
  if (bare !== token) return LABELLED_ONES.get(bare);
  if (!/[a-z\d][A-Z]/.test(token)) return undefined;
  for (const { index } of token.matchAll(/(?<=[a-z\d])[A-Z]/g)) {
    const behind = ALONE.get(token.slice(index));
    if (behind) return behind;
  }
  return undefined;
}

/** Event types; one that is not listed says no more than that something in provisioning failed. */
function events(text: string): CodeInText[] {
  if (!FAILED_EVENT.test(text)) return [];
  return [...text.matchAll(EVENT)].flatMap(([code]) => {
    const listed = EVENTS.get(code);
    return listed ?? (API_ERROR.test(code) ? [] : [{ code, category: 'other' as const, skip: false }]);
  });
}
