import { anyOf } from '../any-of.ts';

/**
 * What names provisioning in ten languages, the products that provision, and sentences that they alone write. A text about a
 * SCIM error holds one of these; most posts of a channel hold none.
 */
const NAMED = anyOf(
  /scim|provi[sz]|provvi|\bskim\b|bereitstell|\binricht|aprowiz|obsługi uż|プロビジョ|プロビ|预配|預配|佈建|布建|프로비/i,
  // What people call it who do not say SCIM: accounts and groups that a program moves from one system to another.
  /(?<!a)sync|synk|push(?:es|ed|ing)?\b|urn:\w|\bsink\b|abgleich|schnittstelle|connect(?:or|eur)|kone[kc]tor|konnektor|conector|connettor|koppeling/i,
  /\b(?:user|account|group|member|team|identity|seat|licen[sc]e|directory)s?[ -](?:create|creation|import|export|push|feed|limit|update)/i,
  /\b(?:create|import|push|add|update|deactivate|delete|remove)s?[ -](?:an? |the )?(?:new )?(?:user|account|group|member)/i,
  /\bimport|importaci|directory\b|offboard|deactivat|leavers?\b|joiners?\b|\bIGA\b|\bIdM\b|saviynt|bamboo|personio|hibob|\boctas?\b|azure?\b/i,
  /If-Match|lastModified|userType|displayName|givenName|active=|getaddrinfo|x509|bearer token|invalid_grant|同期|同步/i,
  /自動連携|ID連携|アカウント連携|自动开通|自動開通|账号同步|帳號同步|用户同步|동기화/i,
  /\bokta|\bentra\b|azure ad\b|onelogin|jumpcloud|sailpoint|identityiq|identitynow|pingone|pingfed|org2org/i,
  /rippling|google workspace|\bidp\b|identity provider|옥타|엔트라/i,
  /resource \[?(?:user|group)|remote\s{1,4}server|by\s{1,4}the\s{1,4}connector|unmanaged user|invalid credentials/i,
  /group[ -]push|push(?:ed|ing)?[ -]groups?|app group|user group|profile push|push profile|push new user|verifying if user/i,
  /error authenticating|authorization token could not|troubleshooting log|quarant|cuarentena|kwarantan|検疫|隔离|격리/i,
  /SystemForCross|mutability|scimType|application\.(?:provision|integration)|app\.user_m|source and target systems|"Errors"|"Operations"|urn:ietf:params|Encountered\w|Web Response:|atlassian_conflict/i,
  /Failed to \w{4,12} (?:User|Group)|\/(?:Users|Groups)\b|test (?:api|connector) con|test api cred|(?:deactivated by|verified by) Atlassian|StatusCode:/i,
);

/** A failure in ten languages, or what may say one without such a word: a failing status, a quotation, a JSON body. */
const FAILED = anyOf(
  /["“„«][^"“”»\s]{1,40} [^"“”»\n]{3}|[「『]|\{\s{0,9}["'\\]|\b[45](?:\d\d|xx)\b|error|fail|fault|fallid|fallo|falla|falha|falh|fallit|invalid|exception|reject|refus|den(?:y|ie)/i,
  /can'?t|cannot|could ?n[o']t|unable|won['’]t|(?:does|did|is|was|are|were|has|do)n['’]t|\bnot\b|\bno\b|\bnull\b|already|duplic/i,
  /conflict|missing|expire|exceed|limit|timeout|timed out|too (?:long|many|large)|unauth|forbid|quarant|stuck|stop|unknown/i,
  /30[1278] |unmanaged|MultipleEntries|giving up|slow|insuffic|<html|can only|delay|skip|crawl|gateway|self-signed|\boff\b|eror|mising|faalt|plus de|html|immutable|disabled|ENOTFOUND|quota|hit\b|allready|broke|\bred\b|rejected|fallerat|fejl|offline|abort|reach|deny|loop|wrong|unexpected|must|require|locked|unsupported|denied|broken|\bhang|crash|reset|closed|doubl|terminated/i,
  /fehl|nicht|kein|abgel|scheiter|ausgesch|lehnt|dauernd|ungültig|bereits(?!t)|zurückgew|abgebroch|gestört|klemmt|hängt|streikt|übersprung|unbekannt/i,
  /erreur|échou|échec|impossible|déjà|n['’]est|n['’]a|ne peut|refusé|expir|introuv|non |aucun|arrêt|bloqu|\bKO\b/i,
  /\bno se|\bno hay|no puede|rechaz|ya existe|en uso|caduc|inesperad|detuv|deten|superad|muere|cuelga|suspend/i,
  /não|\bjá\b|erro|recus|inválid|expirad|pausad|excedid|enrosc|impossibil|non ri|già|scadut|sospes|rifiut|negat|esist/i,
  /mislukt|fout|niet|bestaat|geweiger|verlopen|ongeldig|onbekend|gestopt|gepauz|afgebrok|geen|błąd|błęd|nie |odmow|odrzu/i,
  /już|wygas|przekrocz|niepowodz|nieudan|zatrzym|wstrzym|失敗|エラー|できま|できな|拒否|既に|すでに|切れ|停止|止ま|無効/i,
  /失败|错误|錯誤|拒绝|拒絕|已存在|已被|无法|無法|过期|過期|不能|不存在|超出|超过|出错|报|中断|已停|挂了|无效|未能|未知/i,
  /실패|오류|거부|이미|없습|없다|만료|초과|중지|거절|못했|알 수 없|유효하지|잘못|막혔|끊/i,
);

/**
 * Could this text hold a SCIM error? The cheap test that decides most of a channel's posts: it takes time in proportion to the
 * text. A yes says nothing yet.
 */
export function mayHoldCue(text: string): boolean {
  return NAMED.test(text) && FAILED.test(text);
}

/** Could these words say that something failed? */
export function mayFail(text: string): boolean {
  return FAILED.test(text);
}
