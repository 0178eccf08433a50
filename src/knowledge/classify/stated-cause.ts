import { anyOf } from '../any-of.ts';
import type { Category } from './category.ts';

/**
 * Causes that an error's own words state, by category, narrower ones before wider ones. They outweigh most scimTypes and
 * statuses, on which servers agree least (duplicates come as 400, 409 and 500).
 */
const CAUSES: [Category, ...RegExp[]][] = [
  [
    'server-error',
    /while connecting to upstream|upstream (?:timed out|prematurely|server)|no live upstreams/i,
  ],
  [
    'connection-setup',
    /curl: \((?:3|5|6|7|35|51|52|56|58|60|77)\)/i,
    /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EHOSTUNREACH|ENETUNREACH|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w{3,40}|ERR_TLS\w{0,40}|CERTIFICATE_VERIFY_FAILED)\b/i,
    /\bx509: |certificate (?:verif|problem|is not|has expired|of)/i,
    /self[- ]signed certificate|(?:TLS|SSL)[ _](?:handshake|error|routines|connect)/i,
    /unable to find valid certification path|PKIX path|\bSSL\w{0,20}Exception|CertPath\w{0,20}Exception|Remote host terminated/i,
    /connection (?:was )?(?:refused|reset)|could ?n[o']t (?:resolve|connect)/i,
    /name or service not known|failure in name resolution|konnte nicht aufgelöst|could not be resolved|no such host/i,
    /actively refused|secure channel|remote certificate|client certificate/i,
    /unexpected character encountered while parsing value: ?<|(?:received|got) HTML/i,
    /dial tcp|getaddrinfo|nodename nor servname/i,
    /(?:SCIM )?(?:base|endpoint|tenant) URL (?:is |was )?(?:wrong|invalid|incorrect|not)/i,
    /invalid namespace|HTML instead of JSON/i,
    /(?:unexpected (?:token|character) ?\(?'?<|expecting value: line 1 column 1|invalid JSON: un(?:expected character|recognized token)|is not valid JSON)/i,
    /unable to parse the response|CredentialValidationUnavailable/i,
    /able to deserialize the resource|not fully compatible/i,
    /not able to connect to your application|unsupported protocol/i,
    /proxy (?:error|authentication)|redirected to/i,
  ],
  [
    'license-limit',
    /licen[sc]es?\b.{0,60}\b(?:limit|exceeded|exhausted|reached|used up|insufficient)/i,
    /\bno (?:more |available |remaining |free )?(?:licen[sc]es?|seats?)\b/i,
    /(?:not enough|insufficient|out of) (?:licen[sc]es?|seats?)/i,
    /(?:seat|user|licen[sc]e|member)s? (?:limit|quota|cap)\b.{0,40}/i,
    /(?:maximum|max) (?:number of )?(?:users|seats|members)\b/i,
    /(?:plan|subscription|tier) (?:allows|includes|is limited to) (?:only |up to )?\d{1,7} (?:users|seats|members)/i,
    /exceeded maximum users|LicenseLimitExceeded/i,
    /purchase (?:more|additional) (?:licen|seats)|ライセンス数?の?上限|límite de licencias/i,
    /limite de licences|Lizenz(?:limit|anzahl)/i,
  ],
  [
    'domain-unverified',
    /\bdomain\b.{0,60}\b(?:not (?:been )?(?:verified|claimed|allowed|permitted|approved|whitelisted|allow-?listed)|unverified|does not exist|doesn't exist|is not (?:registered|owned))/i,
    /\b(?:unverified|unclaimed|disallowed|unmanaged|invalid) domain\b/i,
    /unmanaged user with ID|unclaimedDomain/i,
    /not (?:an? )?(?:verified|allowed|claimed|approved) (?:e-?mail )?domain/i,
    /InvalidDomain\b/i,
    /(?:not|isn't) (?:in|on) the (?:list of )?(?:allowed|verified|permitted|approved) (?:domains|list)/i,
    /allowed domains|domain name doesn'?t match|managed domains?\b/i,
    /(?:correct|right|allowed|permitted) e-?mail domain|Domain\b.{0,60}nicht (?:best|veri)/i,
  ],
  [
    'rate-limited',
    /too many requests|rate[- ]?limit|throttl|request limit (?:exceeded|reached)/i,
    /quota (?:exceeded|exhausted)|TooManyRequests|(?:many more|too many|more) results than/i,
    /too many results|result(?:s| set) (?:is |are )?too (?:many|large)|maxResults/i,
    /slow down|demasiadas (?:peticiones|solicitudes)|trop de requêtes|zu viele Anfragen/i,
  ],
  [
    'forbidden',
    /\b(?:missing|lacks?|without|requires?|needs?|insufficient)\b.{0,60}\bscopes?\b|insufficient[ _]scope/i,
  ],
  [
    'unauthorized',
    /(?:invalid|expired|missing|wrong|bad|malformed|revoked|no)\b.{0,40}\b(?:bearer|access token|api key|api token|(?<!unrecognized |unexpected )\btoken\b|credentials?|authorization (?:header|token)|authentication)/i,
    /(?:token|credentials?|api key|secret)\b.{0,60}\b(?:invalid|expired|revoked|not valid|missing|incorrect|rejected)/i,
    /CredentialValidationFailure|InvalidAuthenticationToken|UnauthorizedException/i,
    /authentication (?:failed|required|is required|credentials were not)|not authenticated/i,
    /unauthenticated|could not (?:be )?authenticat/i,
  ],
  [
    'precondition-or-version',
    /\bIf-(?:None-)?Match\b|\betag\b|version (?:mismatch|conflict)/i,
    /precondition (?:failed|required)|(?:has been|was) modified (?:since|by)/i,
    /optimistic lock|versionMismatch|OptimisticLock/i,
    /version .{0,40}(?:does not|doesn't|not) match/i,
  ],
  [
    'duplicate-group',
    /(?:resource \[?group\]?|\b(?:group|displayName)\b).{0,160}(?:already (?:exists?|taken|in use|used)|not unique|must be unique|is taken|duplicate)/i,
    /existing group with same name|duplicate group/i,
    /(?:already exists?|duplicate).{0,40}\bgroup name/i,
  ],
  [
    'duplicate-user',
    /already (?:exists?|been taken|taken|(?<!(?<!e-?mail )address already )in use|used|registered|assigned|belongs|associated|present)/i,
    /(?:is|are|was|be|value) not unique|must be unique|(?:is|has been) taken\b/i,
    /unique(?:ness)? (?:constraint|violation|key)|violates? (?:the )?unique/i,
    /\bduplicate[ds]?\b(?! (?:primary|attribute))|duplicat(?:e|ion) (?:key|entry|value|user)|E11000/i,
    /more than one user .{0,80}(?:found|match)|DuplicateTargetEntries/i,
    /DuplicateSourceEntries|UserAlreadyExists|EntryConflict|ObjectExists|existiert bereits/i,
    /bereits (?:vorhanden|vergeben)|existe déjà|déjà utilisé|ya existe|já existe/i,
    /esiste già|すでに存在|既に存在|已存在/i,
  ],
  [
    'mutability',
    /\b(?:read[- ]?only|immutable|not mutable|non-?modifiable|not updatable)\b/i,
    /(?:cannot|can not|can't|may not|must not) be (?:modified|changed|updated|altered|renamed|re-?assigned)/i,
    /(?:changes?|modifications?|updates?) to .{1,120}(?:not allowed|not permitted|not supported)/i,
    /cannot (?:modify|change|rename|update) (?:the )?(?:\w{1,20} )?(?:attribute|propert(?:y|ies)|userName|id\b|displayName|value|built-in)/i,
  ],
  [
    'invalid-filter',
    /BadFilter|unrecognized attribute operator/i,
    /(?:invalid|unsupported|malformed|bad|unknown|wrong).{0,20}\bfilter\b/i,
    /\bfilter\b.{0,80}(?:invalid|not supported|unsupported|malformed|syntax|cannot be parsed|unrecognized|failed)/i,
    /(?:unsupported|invalid) (?:filter )?(?:operator|comparison)/i,
    /filter(?:ing)? (?:on|by|for) .{1,80}(?:not|un)|\bfilter: (?:expected|unexpected)/i,
  ],
  [
    'invalid-path-or-patch',
    /Invalid ?Scim ?Patch|not a valid (?:attribute|path|patch) (?:expression|path)/i,
    /mono ?valued attribute|Invalid\w{0,10}PatchOp|\bOperation\b.{0,60}is not one of/i,
    /\b(?:path|target)\b.{0,100}(?:does not exist|doesn't exist|invalid|not valid|unsupported|not supported|could not be (?:parsed|resolved)|did not match|is required|missing|no match|must not be empty|cannot be empty)/i,
    /(?:invalid|unsupported|unknown|malformed|missing|bad)\b.{0,30}\b(?:path|patch|PatchOp|operation type|op\b)/i,
    /requires a path|no (?:target|attribute|match\w*) (?:for|found|matched).{0,40}path/i,
    /\bPATCH\b.{0,60}(?:invalid|failed|malformed|requires)/i,
    /Operations?\b.{0,40}(?:must be (?:one of|an array)|is (?:required|missing|empty|invalid)|op must)/i,
    /unsupported op\b/i,
  ],
  [
    'invalid-value',
    /(?<!schemas )must (?:not )?be\b/i,
    /need to be marked as primary/i,
    /\brequired\b.{0,60}\b(?:missing|attribute|field|value|not|empty|but)/i,
    /(?:attribute|field|value|property|email|e-mail|name)\b.{0,60}\b(?:is required|are required|required|missing|too long|too short|not (?:a )?valid|not allowed|not supported|cannot be (?:null|empty|blank)|can'?t be (?:null|empty|blank)|invalid|malformed|exceeds|out of range)/i,
    /(?:missing|invalid|malformed|bad|illegal|unsupported|empty)\b.{0,40}\b(?:value|attribute|email|e-mail|userName|user name|UserPrincipalName|phone|locale|time ?zone|country|field|format of|characters?|type)\b/i,
    /value not supported|MandatoryFieldsMissing|MissingValues|MissingRequired/i,
    /SchemaPropertyCanOnlyAcceptValue|can only accept one value|InvalidUserPrincipalName/i,
    /required values? (?:are|is) missing|exceeds (?:the )?max(?:imum)? length|too long/i,
    /supera \d|zu lang|trop long|fehlt\b|manquant|obligatoire|obligatori[oa]/i,
    /length (?:must|exceeds)|exceeds \d{1,6} char|validation errors?:/i,
  ],
  [
    'forbidden',
    /forbidden/i,
    /cannot (?:deactivate|delete|suspend|remove) (?:the )?(?:\w{1,20} )?(?:owner|admin)/i,
    /\blast (?:admin|owner)|not (?:authorized|allowed|permitted|entitled) to/i,
    /(?:insufficient|missing|lacks?|not enough|no)\b.{0,20}\b(?:permissions?|rights?|privileges?|scopes?)/i,
    /InsufficientRights|NotPermitted|access (?:is )?denied|permission denied/i,
    /wasn't authorized to|not authorized/i,
  ],
  [
    'unsupported',
    /(?:method|operation|feature|bulk|version|sorting|resource type)s?\b.{0,60}(?:not (?:supported|implemented|enabled|available|offered)|unsupported)/i,
    /method (?:is )?not allowed|unsupported (?:method|operation|feature|version|media)/i,
    /not implemented|MethodNotAllowed|NotImplemented\b/i,
  ],
  [
    'not-found',
    /\bnot[ _]?found\b|(?:does not|doesn't|do not|no longer|not) exists?\b/i,
    /no (?:such )?(?:user|group|resource|member|object|account|entry)s?\b.{0,40}(?:found|exists?|with|match)/i,
    /no such (?:user|group|resource)|could ?n[o']t (?:be )?f(?:ind|ound)|cannot find/i,
    /unknown (?:user|group|resource|member)|InvalidAnchor|ResourceNotFound/i,
    /no (?:user|group|resource) of type|nicht gefunden|introuvable|no (?:se )?encontr/i,
    /não encontrad|non trovat|見つかりません|未找到/i,
    /(?:user|group|member) .{0,80}(?:has been|was|is) deleted/i,
  ],
  [
    'invalid-syntax',
    /(?:invalid|malformed|unparsable|unparseable|bad)\b.{0,20}\b(?:json|syntax|body|request body|payload|schema|data format|content)/i,
    /(?:could not|cannot|failed to|unable to|error) (?:be )?pars(?:e|ing)/i,
    /(?:json|body|payload|request)\b.{0,40}(?:parse error|could not be parsed|is not valid|not well-?formed|malformed|unreadable)/i,
    /schemas? (?:attribute|field|is|are|must|URI|URN|not|missing)|unknown attribute/i,
    /not defined in (?:the )?schema|unrecognized (?:field|attribute|property)/i,
    /unexpected (?:end of|token|field|property)|content[- ]type|SchemaAttributeNotFound/i,
    /syntax error|\bunparse?able\b|syntactically (?:incorrect|invalid)|\bviolates (?:the )?schema/i,
  ],
  [
    'server-error',
    /\btime[d-]?[- ]?out\b|took too long|internal (?:server )?error/i,
    /temporarily unavailable|service unavailable|unexpected (?:error|exception|condition)/i,
    /database (?:error|is)|deadlock|bad gateway|try again later|please (?:try again|retry)/i,
    /ECONNABORTED|ETIMEDOUT|null ?pointer|stack ?trace|unhandled exception/i,
    /something went wrong|overloaded|under maintenance/i,
  ],
  [
    'other',
    /\bquarantined?\b/i,
    /(?:connector|provisioning|sync\w{0,20}|job)\b.{0,20} (?:has been|was|is) (?:disabled|stopped|paused|suspended)/i,
    /exceeds? the (?:maxPayloadSize|maxOperations)/i,
    /(?:payload|request|body|entity)\b.{0,40}\btoo large|error threshold/i,
    /would create a cycle|circular|legal hold/i,
  ],
];

/** Each category's causes as one pattern, which is tried in one go. */
const BY_CATEGORY = CAUSES.map(([category, ...causes]) => ({ category, cause: anyOf(...causes) }));

/** Words -> the category whose cause they state first, or null when they state none. */
export function statedCause(words: string): Category | null {
  const spoken = words.replaceAll('_', ' ');
  const spaced = spoken.replace(/([a-z])([A-Z])/g, '$1 $2');
  const fits = (cause: RegExp) => cause.test(spoken) || (spaced !== spoken && cause.test(spaced));
  return BY_CATEGORY.find(({ cause }) => fits(cause))?.category ?? null;
}
