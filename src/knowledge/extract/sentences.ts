import { anyOf } from '../any-of.ts';
import type { Category } from '../classify/category.ts';
import { codeInText } from './code-in-text.ts';
import { isHtmlPage, namesScimUrl } from './cue.ts';
import { DOCUMENTED_SENTENCES } from './documented-sentences.ts';
import { mayFail } from './may-hold-cue.ts';

/** An error in words rather than JSON: its detail as written, the cause it states, and the kind of sentence. */
export type ErrorSentence = {
  detail: string | null;
  stated: Category | null;
  form: 'resource' | 'remote' | 'connection' | 'entra-code' | 'html' | 'words' | 'xml';
  /** where it begins in the text */
  at: number;
};

/**
 * Fixed sentences of service providers and identity providers, and of the clients in between. `near`: what the sentence holds
 * where it may begin with anything; it is looked for around that alone, since a try at every character takes long.
 */
const SENTENCES: [form: ErrorSentence['form'], pattern: RegExp, near?: RegExp][] = [
  [
    'resource',
    anyOf(
      /Resource \[?(?:USER|GROUP)\]?:? (?:with \w{1,40}(?:\[[^\]\n]{0,320}\])? already exists\.?|[^\n"]{3,200})/i,
      /Not authorized to access ?: ?scim\/directory\/[^\s"]{0,120}/i,
      /Email update to unmanaged user with ID [^\n"]{0,400}/i,
      /Failed to create group of name [^\n"]{0,400}/i,
    ),
  ],
  [
    'resource',
    anyOf(
      /\b(?:Your page is stale\. )?Provisioning setup (?:exists|does not exist|couldn't be created)\.?/i,
      /Can't (?:activate|delete) an unconfigured provisioning setup\.?/i,
      /Couldn't fetch provisioning (?:setup|pre-configuration|status)/i,
      /Provisioning activation failed|Error deleting provisioning setup/i,
      /\bEncountered\w{0,40}(?:Quarantine|Escrow)\w{0,60}(?:[^\n"]{0,200})/i,
      /\bQuarantine(?:d)?OnDemand\b/i,
    ),
  ],
  ['words', /Authorization token could not be generated\.?/i],
  ['words', /[^.\n]{0,320}account was deactivated by Atlassian\.?/i, /account was deactivated by Atlassian/i],
  ['words', /[\w.+-]{0,64}\+atlassian_conflict@[\w.-]{1,255}/i, /\+atlassian_conflict@/i],
  // SCIM 1.1 also answered in XML.
  ['xml', /(?<=<(?:\w{1,20}:)?Error>[\s\S]{0,400}<(?:\w{1,20}:)?(?:description|detail)>)[^<]{1,600}/i],
  [
    'remote',
    /(?<=Errors?\s{1,4}reported\s{1,4}by\s{1,4}(?:the\s{1,4})?(?:remote\s{1,4}server|connector) ?: {0,4})[^\s{"'`][^\n]{0,600}/i,
  ],
  [
    'remote',
    /(?<=Automatic\s{1,4}(?:de)?(?:provisioning|profile push)\s{1,4}of\s{1,4}user\s[^\n]{1,300}\sfailed:\s{1,10})[^\n{]{1,600}/i,
  ],
  // What a task of Okta says in full, without the sentence around it.
  ['remote', /(?<=(?:^|\n)[ \t]{0,20})(?:Matching user not found|Licen[cs]e limit exceeded)\b\.?/i],
  ['remote', /(?<=Web Response: ?)[^\s{"][^\n{"]{2,600}/i],
  ['words', new RegExp(anyOf(...DOCUMENTED_SENTENCES).source, 'i')],
  [
    'connection',
    anyOf(
      /curl: \(\d{1,2}\) [^\n]{0,300}/i,
      // What Java calls it (javax.net.ssl, sun.security), and what Node does.
      /\b(?:SSL(?:Handshake|PeerUnverified|Protocol)?|CertPathValidator|SunCertPathBuilder|CertPathBuilder|Certificate|NoRouteToHost|UnknownHost|HttpHostConnect|(?<=java\.net\.)Connect|ConnectTimeout)Exception\b[^\n"]{0,300}/i,
      /(?:PKIX path|Remote host (?:terminated|closed) (?:the|connection during) handshake|SSL peer shut down|unable to verify the first certificate|certificate signed by unknown authority|No subject alternative|doesn't match any of the subject alternative|handshake_failure|Exceeded \d{1,3} redirects)[^\n"]{0,200}/i,
      /(?:\b(?:ECONNREFUSED|ENOTFOUND|ECONNRESET|ETIMEDOUT|EAI_AGAIN|CERTIFICATE_VERIFY_FAILED)\b|getaddrinfo|connection (?:refused|timed out)|actively refused|i\/o timeout|certificate verif|self-signed certificate|remote certificate (?:was|is)|remote name could not be resolved|no such host is known|SSL\/TLS secure channel|Unexpected character encountered while parsing value: ?<|(?:received|got) HTML|failure in name resolution|Name or service not known|Could not resolve host|certificate of [^\n]{1,100} is not trusted|Expecting value: line 1 column 1|Unexpected token '?<)[^\n"]{0,200}/i,
    ),
  ],
  ['entra-code', /\b(?:SystemForCrossDomainIdentityManagement|AzureActiveDirectory)(?:<br>)?\w{0,80}/i],
];

const FAILURE = anyOf(
  /exception|unexpected|wasn't|weren't|already exists|not able|invalid|is not one of|Fehler|fehl|erreur/i,
  /échou|fall[aoó]|errore|falhou|失敗|エラー|错误/i,
  /\b(?:errors?|fail\w{0,4}|dies|denied|rejected|invalid|unable|cannot|could ?n[o']t|couldn't|missing|refused|expired|exceed\w{0,3}|unsuccessful\w{0,2}|incorrect\w{0,2}|timed? ?out|no such|not (?:allowed|permitted|supported|a valid)|did not (?:answer|respond)|not willing|than the server is willing)\b/i,
);

/**
 * Plain text whose JSON reports no failure -> the error sentence in it, or null. `statusFails`: it names an HTTP status >= 400.
 * `isAbout`: it is about provisioning, so that a failure counts whose cause is unknown.
 */
export function errorSentence(
  text: string,
  { statusFails, isAbout }: { statusFails: boolean; isAbout: boolean },
): ErrorSentence | null {
  for (const [form, pattern, near] of SENTENCES) {
    const { found, at } = find(pattern, text, near);
    const detail = found?.replace(/['")\]]{2,9}$/, '').trim();
    if (detail) return { form, detail, stated: causeOf(text, form), at };
  }
  if (isHtmlPage(text) && namesScimUrl(text) && !statusFails)
    return { form: 'html', detail: null, stated: 'connection-setup', at: 0 };
  return inWords(text, isAbout);
}

/** Characters before and after what a sentence is found by. */
const AROUND = 600;

function find(pattern: RegExp, text: string, near?: RegExp): { found: string | undefined; at: number } {
  const literal = near === undefined ? 0 : text.search(near);
  if (literal < 0) return { found: undefined, at: 0 };
  const from = near === undefined ? 0 : Math.max(0, literal - AROUND);
  const match = pattern.exec(near === undefined ? text : text.slice(from, literal + AROUND));
  return { found: match?.[0], at: from + (match?.index ?? 0) };
}

const PROVIDERS = SENTENCES.filter(([form]) => form === 'resource' || form === 'remote');

/** What each of these sentences holds somewhere. */
const HINT =
  /resource|scim\/directory|unmanaged|create group|provisioning|Encountered|quarantine|remote server|profile push|web response|matching user|licen[cs]e/i;

/** Does the text hold a sentence that only a provider of services or identities writes about a failure? */
export function isProviderSentence(text: string): boolean {
  return HINT.test(text) && PROVIDERS.some(([, pattern]) => pattern.test(text));
}

/** What a documented code states. Beside a page of HTML no code counts: it came from elsewhere than the service. */
function causeOf(text: string, form: ErrorSentence['form']): Category | null {
  if (form === 'connection') return null;
  if (form === 'entra-code' && isHtmlPage(text)) return 'connection-setup';
  const category = codeInText(text)?.category;
  return category === undefined || category === 'other' ? null : category;
}

/** The first paragraph that reports a failure; where the text `isAbout` provisioning, in whatever words. */
function inWords(text: string, isAbout: boolean): ErrorSentence | null {
  if (!mayFail(text.slice(0, LONGEST_PROSE))) return null;
  const paragraphs = proseOf(text.slice(0, LONGEST_PROSE))
    .split(/\n\s*\n/)
    .slice(0, 50)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim().slice(0, 1500));
  const first =
    paragraphs.find((words) => FAILURE.test(words)) ?? (isAbout ? paragraphs.find(mayFail) : undefined);
  return first === undefined ? null : { form: 'words', detail: quoted(first), stated: null, at: 0 };
}

/** What people quote of an error is its own words; what else they say is theirs. */
function quoted(words: string): string | null {
  const [, latin, cjk] =
    /"((?:[^"\s]{1,60} ){2,60}[^"\s]{1,60})"|[「『]([^」』]{6,200})[」』]/.exec(words) ?? [];
  return latin ?? cjk ?? null;
}

/** What a URL is called, an HTTP header says, or a stack trace quotes, does not say what went wrong. */
function proseOf(text: string): string {
  const lines = text.replace(/https?:\/\/[^\s"'<>]{1,2000}/g, ' ').split('\n');
  const answered = lines.some((line) => /^\W{0,8}HTTP\/\d/.test(line));
  const traced = lines.some((line) => /^Traceback|^\s{1,8}at [\w.$<(/]/.test(line));
  return lines
    .filter((line) => !(answered && /^\s{0,8}[A-Za-z][A-Za-z-]{2,40}: /.test(line)))
    .filter((line) => !(traced && /^(?: {4}|\t)|^\s{1,8}at |^\s{1,8}File "/.test(line)))
    .join('\n');
}

const LONGEST_PROSE = 20_000;
