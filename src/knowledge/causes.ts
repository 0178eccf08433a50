import type { Category } from './category.ts';

/**
 * Causes that an error's own words state, by category. They beat the scimType and the status, since servers agree least on
 * those (duplicates come as 400, 409 and 500). Tried in this order, so that a narrower cause stands before a wider one.
 */
const CAUSES: [Category, RegExp][] = [
  [
    'server-error',
    /while connecting to upstream|upstream (?:timed out|prematurely|server)|no live upstreams/i,
  ],
  [
    'connection-setup',
    /curl: \((?:3|5|6|7|35|51|52|56|58|60|77)\)|\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EHOSTUNREACH|ENETUNREACH|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w{3,40}|ERR_TLS\w{0,40}|CERTIFICATE_VERIFY_FAILED)\b|\bx509: |certificate (?:verif|problem|is not|has expired|of)|self[- ]signed certificate|(?:TLS|SSL)[ _](?:handshake|error|routines|connect)|unable to find valid certification path|PKIX path|connection (?:was )?(?:refused|reset)|could ?n[o']t (?:resolve|connect)|name or service not known|konnte nicht aufgelöst|could not be resolved|no such host|actively refused|secure channel|remote certificate|client certificate|unexpected character encountered while parsing value: ?<|(?:received|got) HTML|dial tcp|getaddrinfo|nodename nor servname|(?:SCIM )?(?:base|endpoint|tenant) URL (?:is |was )?(?:wrong|invalid|incorrect|not)|invalid namespace|HTML instead of JSON|(?:unexpected (?:token|character) ?\(?'?<|expecting value: line 1 column 1|invalid JSON: un(?:expected character|recognized token)|is not valid JSON)|unable to parse the response|CredentialValidationUnavailable|able to deserialize the resource|not fully compatible|not able to connect to your application|unsupported protocol|proxy (?:error|authentication)|redirected to/i,
  ],
  [
    'license-limit',
    /licen[sc]es?\b.{0,60}\b(?:limit|exceeded|exhausted|reached|used up|insufficient)|\bno (?:more |available |remaining |free )?(?:licen[sc]es?|seats?)\b|(?:not enough|insufficient|out of) (?:licen[sc]es?|seats?)|(?:seat|user|licen[sc]e|member)s? (?:limit|quota|cap)\b.{0,40}|(?:maximum|max) (?:number of )?(?:users|seats|members)\b|(?:plan|subscription|tier) (?:allows|includes|is limited to) (?:only |up to )?\d{1,7} (?:users|seats|members)|exceeded maximum users|LicenseLimitExceeded|purchase (?:more|additional) (?:licen|seats)|ライセンス数?の?上限|límite de licencias|limite de licences|Lizenz(?:limit|anzahl)/i,
  ],
  [
    'domain-unverified',
    /\bdomain\b.{0,60}\b(?:not (?:been )?(?:verified|claimed|allowed|permitted|approved|whitelisted|allow-?listed)|unverified|does not exist|doesn't exist|is not (?:registered|owned))|\b(?:unverified|unclaimed|disallowed|unmanaged|invalid) domain\b|unmanaged user with ID|unclaimedDomain|not (?:an? )?(?:verified|allowed|claimed|approved) (?:e-?mail )?domain|InvalidDomain\b|(?:not|isn't) (?:in|on) the (?:list of )?(?:allowed|verified|permitted|approved) (?:domains|list)|allowed domains|domain name doesn'?t match|managed domains?\b|(?:correct|right|allowed|permitted) e-?mail domain|Domain\b.{0,60}nicht (?:best|veri)/i,
  ],
  [
    'rate-limited',
    /too many requests|rate[- ]?limit|throttl|request limit (?:exceeded|reached)|quota (?:exceeded|exhausted)|TooManyRequests|(?:many more|too many|more) results than|too many results|result(?:s| set) (?:is |are )?too (?:many|large)|maxResults|slow down|demasiadas (?:peticiones|solicitudes)|trop de requêtes|zu viele Anfragen/i,
  ],
  [
    'unauthorized',
    /(?:invalid|expired|missing|wrong|bad|malformed|revoked|no)\b.{0,40}\b(?:bearer|access token|api key|api token|(?<!unrecognized |unexpected )\btoken\b|credentials?|authorization (?:header|token)|authentication)|(?:token|credentials?|api key|secret)\b.{0,60}\b(?:invalid|expired|revoked|not valid|missing|incorrect|rejected)|CredentialValidationFailure|InvalidAuthenticationToken|UnauthorizedException|authentication (?:failed|required|is required|credentials were not)|not authenticated|unauthenticated|could not (?:be )?authenticat/i,
  ],
  [
    'precondition-or-version',
    /\bIf-(?:None-)?Match\b|\betag\b|version (?:mismatch|conflict)|precondition (?:failed|required)|(?:has been|was) modified (?:since|by)|optimistic lock|versionMismatch|OptimisticLock|version .{0,40}(?:does not|doesn't|not) match/i,
  ],
  [
    'duplicate-group',
    /(?:resource \[?group\]?|\b(?:group|displayName)\b).{0,160}(?:already (?:exists?|taken|in use|used)|not unique|must be unique|is taken|duplicate)|existing group with same name|duplicate group|(?:already exists?|duplicate).{0,40}\bgroup name/i,
  ],
  [
    'duplicate-user',
    /already (?:exists?|been taken|taken|(?<!address already )in use|used|registered|assigned|belongs|associated|present)|(?:is|are|was|be|value) not unique|must be unique|(?:is|has been) taken\b|unique(?:ness)? (?:constraint|violation|key)|violates? (?:the )?unique|\bduplicate[ds]?\b|duplicat(?:e|ion) (?:key|entry|value|user)|E11000|more than one user .{0,80}(?:found|match)|DuplicateTargetEntries|DuplicateSourceEntries|UserAlreadyExists|EntryConflict|ObjectExists|existiert bereits|bereits (?:vorhanden|vergeben)|existe déjà|déjà utilisé|ya existe|já existe|esiste già|すでに存在|既に存在|已存在/i,
  ],
  [
    'mutability',
    /\b(?:read[- ]?only|immutable|not mutable|non-?modifiable|not updatable)\b|(?:cannot|can not|can't|may not|must not) be (?:modified|changed|updated|altered|renamed|re-?assigned)|(?:changes?|modifications?|updates?) to .{1,120}(?:not allowed|not permitted|not supported)|cannot (?:modify|change|rename|update) (?:the )?(?:\w{1,20} )?(?:attribute|propert(?:y|ies)|userName|id\b|displayName|value|built-in)/i,
  ],
  [
    'invalid-filter',
    /BadFilter|unrecognized attribute operator|(?:invalid|unsupported|malformed|bad|unknown|wrong).{0,20}\bfilter\b|\bfilter\b.{0,80}(?:invalid|not supported|unsupported|malformed|syntax|cannot be parsed|unrecognized|failed)|(?:unsupported|invalid) (?:filter )?(?:operator|comparison)|filter(?:ing)? (?:on|by|for) .{1,80}(?:not|un)|\bfilter: (?:expected|unexpected)/i,
  ],
  [
    'invalid-path-or-patch',
    /Invalid ?Scim ?Patch|not a valid (?:attribute|path|patch) (?:expression|path)|mono ?valued attribute|Invalid\w{0,10}PatchOp|\bOperation\b.{0,60}is not one of|\b(?:path|target)\b.{0,100}(?:does not exist|doesn't exist|invalid|not valid|unsupported|not supported|could not be (?:parsed|resolved)|did not match|is required|missing|no match|must not be empty|cannot be empty)|(?:invalid|unsupported|unknown|malformed|missing|bad)\b.{0,30}\b(?:path|patch|PatchOp|operation type|op\b)|requires a path|no (?:target|attribute|match\w*) (?:for|found|matched).{0,40}path|\bPATCH\b.{0,60}(?:invalid|failed|malformed|requires)|Operations?\b.{0,40}(?:must be (?:one of|an array)|is (?:required|missing|empty|invalid)|op must)|unsupported op\b/i,
  ],
  [
    'invalid-value',
    /must (?:not )?be (?:empty|blank|null|a |an |at (?:most|least)|set|provided|specified|marked|between|one of|shorter|less|unique|valid|in )|need to be marked as primary|\brequired\b.{0,60}\b(?:missing|attribute|field|value|not|empty|but)|\b(?:attribute|field|value|property|userName|email|e-mail|name)\b.{0,60}\b(?:is required|are required|required|missing|too long|too short|not (?:a )?valid|not allowed|not supported|cannot be (?:null|empty|blank)|can'?t be (?:null|empty|blank)|invalid|malformed|exceeds|out of range)|(?:missing|invalid|malformed|bad|illegal|unsupported|empty)\b.{0,40}\b(?:value|attribute|email|e-mail|userName|user name|UserPrincipalName|phone|locale|time ?zone|country|field|format of|characters?|type)\b|value not supported|MandatoryFieldsMissing|MissingValues|MissingRequired|SchemaPropertyCanOnlyAcceptValue|can only accept one value|InvalidUserPrincipalName|required values? (?:are|is) missing|exceeds (?:the )?max(?:imum)? length|too long|supera \d|zu lang|trop long|fehlt\b|manquant|obligatoire|obligatori[oa]|length (?:must|exceeds)|exceeds \d{1,6} char|validation errors?:/i,
  ],
  [
    'forbidden',
    /forbidden|cannot (?:deactivate|delete|suspend|remove) (?:the )?(?:\w{1,20} )?(?:owner|admin)|\blast (?:admin|owner)|not (?:authorized|allowed|permitted|entitled) to|(?:insufficient|missing|lacks?|not enough|no)\b.{0,20}\b(?:permissions?|rights?|privileges?|scopes?)|InsufficientRights|NotPermitted|access (?:is )?denied|permission denied|wasn't authorized to|not authorized/i,
  ],
  [
    'unsupported',
    /(?:method|operation|feature|bulk|version|sorting|resource type)s?\b.{0,60}(?:not (?:supported|implemented|enabled|available|offered)|unsupported)|method (?:is )?not allowed|unsupported (?:method|operation|feature|version|media)|not implemented|MethodNotAllowed|NotImplemented\b/i,
  ],
  [
    'not-found',
    /\bnot[ _]?found\b|(?:does not|doesn't|do not|no longer|not) exists?\b|no (?:such )?(?:user|group|resource|member|object|account|entry)s?\b.{0,40}(?:found|exists?|with|match)|no such (?:user|group|resource)|could ?n[o']t (?:be )?f(?:ind|ound)|cannot find|unknown (?:user|group|resource|member)|InvalidAnchor|ResourceNotFound|no (?:user|group|resource) of type|nicht gefunden|introuvable|no (?:se )?encontr|não encontrad|non trovat|見つかりません|未找到|(?:user|group|member) .{0,80}(?:has been|was|is) deleted/i,
  ],
  [
    'invalid-syntax',
    /(?:invalid|malformed|unparsable|unparseable|bad)\b.{0,20}\b(?:json|syntax|body|request body|payload|schema|data format|content)|(?:could not|cannot|failed to|unable to|error) (?:be )?pars(?:e|ing)|(?:json|body|payload|request)\b.{0,40}(?:parse error|could not be parsed|is not valid|not well-?formed|malformed|unreadable)|schemas? (?:attribute|field|is|are|must|URI|URN|not|missing)|unknown attribute|not defined in (?:the )?schema|unrecognized (?:field|attribute|property)|unexpected (?:end of|token|field|property)|content[- ]type|SchemaAttributeNotFound|syntax error/i,
  ],
  [
    'server-error',
    /\btime[d-]?[- ]?out\b|took too long|internal (?:server )?error|temporarily unavailable|service unavailable|unexpected (?:error|exception|condition)|database (?:error|is)|deadlock|bad gateway|try again later|please (?:try again|retry)|ECONNABORTED|ETIMEDOUT|null ?pointer|stack ?trace|unhandled exception|something went wrong|overloaded|under maintenance/i,
  ],
  [
    'other',
    /\bquarantined?\b|(?:connector|provisioning|sync\w*|job)\b.{0,20} (?:has been|was|is) (?:disabled|stopped|paused|suspended)|exceeds? the (?:maxPayloadSize|maxOperations)|(?:payload|request|body|entity)\b.{0,40}\btoo large|error threshold|would create a cycle|circular|legal hold/i,
  ],
];

/** Words -> the category whose cause they state first, or null when they state none. */
export function statedCause(words: string): Category | null {
  const spoken = words.replaceAll('_', ' ');
  return CAUSES.find(([, cause]) => cause.test(spoken))?.[0] ?? null;
}
