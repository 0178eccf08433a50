/** What a name says of the value it is for. `header`: its value is the rest of its line. */
export type Name = { kind: string; header: boolean /** its value may be an ordinary word */; wordy: boolean };

/** Letters of every such name. */
export const NAME_HINTS =
  'authori, passw, passphrase, passcode, pwd, cookie, secret, token, credential, key, assertion, samlresponse, signature, sig=, sig", sig:, sig%, auth=, auth", auth:, auth%, sessionid, session_id, session-id, session id, bearer'.split(
    ', ',
  );

/** Keys and tokens that open nothing. */
const OPEN =
  /^(?:error|reason|i18n|locale|primary|foreign|partition|sort|public|cache|issue|project|unique|natural|composite|candidate|index|lookup|hot|short|any|group|object|json|dictionary|map|row|record|message|translation|routing|s|pk|fk|idempotency|monkey|turkey|hockey|jockey|whiskey|donkey|unexpected|unrecognized|illegal|nextpage|page|continuation|sync|skip|delta)(?:key|token)s?$/;
const COOKIE = /cookies?$/;
const PASSWORD = /(?:passw(?:or)?d(?:hash)?|passwords|passphrase|passcode|pwd)$/;
const SECRET =
  /(?:secrets?|tokens?|credentials?|[a-z\d]keys?|clientassertion|samlassertion|samlresponse|signature|sessionid|bearer)$|^(?:sig|auth|xauth|jwt)$/;

/** `X-SCIM-Token`, `clientSecret`, `HTTP_AUTHORIZATION`, `db.password` -> what its value is; null: nothing secret. */
export function nameOf(written: string): Name | null {
  const name = written.toLowerCase().replace(/[^a-z\d]/g, '');
  if (/authori[sz]ation(?:header)?$/.test(name))
    return { kind: 'Authorization header', header: true, wordy: false };
  if (COOKIE.test(name)) return { kind: 'cookie', header: true, wordy: false };
  if (PASSWORD.test(name)) return { kind: 'password', header: false, wordy: true };
  if (!SECRET.test(name) || OPEN.test(name)) return null;
  const kind = /keys?$/.test(name) ? 'key' : /tokens?$|bearer$/.test(name) ? 'token' : 'secret';
  return { kind, header: /^x-/i.test(written), wordy: /secrets?$/.test(name) };
}

/** Words that make `key` a secret when they stand before it: "API key", "SCIM key". */
export const KEY_WORDS =
  /(?:^|[^A-Za-z])(?:api|scim|secret|access|private|client|signing|encryption|shared|account|auth|service|directory|provisioning|admin|atlassian|okta|entra|azure|bot|app|master|deploy|ssh|subscription|organi[sz]ation|user[ -]management)[ -]$/i;
