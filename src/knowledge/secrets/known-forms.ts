/** A token that its form alone tells; a group holds it if not all is secret. `hints`: one of them is in it, `before` letters after its beginning. */
export type Form = { kind: string; hints: string[]; token: RegExp; before: number };

const form = (kind: string, hints: string, token: RegExp, before = 0): Form => ({
  kind,
  hints: hints.split(', '),
  token: new RegExp(token.source, `${token.flags}y`),
  before,
});
/** One that does not begin within a longer word. */
const word = (kind: string, hints: string, token: RegExp, before = 0): Form =>
  form(kind, hints, new RegExp(`(?<![A-Za-z0-9-])(?:${token.source})`, token.flags), before);
/** What follows the hint is secret, the hint is not. */
const after = (kind: string, hint: string, token: RegExp): Form => form(kind, hint, token, -hint.length);

/**
 * The tokens of this trade first, then those that people paste along with them, by the prefixes that their vendors give them, and what the
 * rules of https://github.com/secretlint/secretlint know (a test compares). Hints are found without regard to case. Every pattern is linear.
 */
export const FORMS: Form[] = [
  form('Atlassian API token', 'atatt, atctt, atstt', /at[acs]tt[\w=-]{8,}/i),
  form('Atlassian API token', 'atbb, atoa', /AT(?:BB|OA)[\w=-]{20,}/),
  word('Okta API token', '00', /00(?=[\w-]{0,39}[A-Za-z])[\w-]{40}(?![\w-])/),
  after('Okta API token (SSWS)', 'ssws', /["'`]?[\s:=+]{1,5}["'`(]?([\w.~+/=-]{8,})/i),
  form('Entra client secret', 'q~', /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{28,44}/, 4),
  form('JSON web token', 'eyj', /(?:(?<![\w-])|(?<=(?<![\w-])_))eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/),
  form(
    'SAML response',
    '<samlp:response, <saml2p:response',
    /<saml2?p:Response\b[\s\S]*?(?:<\/saml2?p:Response>|$)/i,
  ),
  form(
    'SAML response',
    '<saml:assertion, <saml2:assertion',
    /<saml2?:Assertion\b[\s\S]*?(?:<\/saml2?:Assertion>|$)/i,
  ),
  form('SAML response', '<response', /<Response\b[^<>]{0,400}SAML:2\.0:protocol[\s\S]*?(?:<\/Response>|$)/i),
  form('SAML response', 'phnhbwx, pd94bww', /(?:PHNhbWx|PD94bWwg)[\w+/=%-]{40,}/),
  form(
    'private key',
    'private key',
    /(?<=-----BEGIN [\w ]{0,40})PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----END))*(?:-----END [\w ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/,
  ),
  after('private key', 'private-lines:', /\s?\d{1,3}\s{1,4}((?:[A-Za-z0-9+/=]{1,100}\s{1,4})*)/),
  form('header in base64', 'qxv0ag9yaxphdglvb, yxv0ag9yaxphdglvb', /[QY]XV0aG9yaXphdGlvb[\w+/=-]*/),
  form('header in base64', 'qmvhcmvyi, ymvhcmvyi, qmfzawmg', /(?:[QY]mVhcmVyI|QmFzaWMg)[\w+/=-]*/),
  after('password in an address', '://', /(?=[^\s/@]{0,300}\d)[^\s/@:"'<>]{16,300}(?=@[\w[])/),
  after(
    'password in an address',
    '://',
    /[^\s/@:"'<>]{0,200}:(?![/:]|\d{1,5}(?:[/?#]|$))[^\s@"'<>]{1,400}(?=@[\w[])/,
  ),
  after('login on a command line', ' -u', /[ =]?["']?([^\s"':]{1,200}:[^\s"']{1,400})/),
  after('login on a command line', '-user', /[ =]["']?([^\s"':]{1,200}:[^\s"']{1,400})/),
  after('cookie', ' -b ', /(?<=curl[^\n]{0,300} -b )["']?([\w.-]{1,80}=[^"'\n]{1,4000})/),
  after('password', 'login ', /\S{1,200}\s{1,20}password\s{1,20}(\S{1,400})/),
  form('Slack token', 'xox', /xox[a-z](?:\.xox[a-z])?-[\w-]{8,}/i),
  form('Slack token', 'xapp-', /xapp-[\w-]{8,}/i),
  after('webhook', 'hooks.slack.com/', /(?:services|workflows|triggers)\/[\w/-]{10,}/i),
  after('webhook', 'webhook.office.com/', /[\w/@-]{20,}/),
  after('webhook', 'discord.com/api/webhooks/', /[\w/-]{20,}/),
  word('OpenAI API key', 'sk-', /sk-(?=[\w-]{0,100}[\dA-Z]|[\w-]{0,60}[a-z]{20})[\w-]{16,}/),
  form('GitHub token', 'github_pat_', /github_pat_\w{20,}/),
  word('GitHub token', 'ghp_, gho_, ghu_, ghs_, ghr_', /gh[pousr]_\w{20,}/),
  word(
    'GitLab token',
    'glpat-, gloas-, gldt-, glrt-, glptt-, glft-, glsoat-, glcbt-, glimt-',
    /gl[a-z]{2,4}-[\w.-]{15,}/,
  ),
  word('AWS key', 'akia, asia', /A[KS]IA[A-Z0-9]{12,}/),
  word(
    'AWS key',
    'a3t, agpa, aida, aroa, aipa, anpa, anva',
    /A(?:3T[A-Z0-9]|GPA|IDA|ROA|IPA|NPA|NVA)[A-Z0-9]{16}/,
  ),
  form('Google key', 'aiza', /AIza[\w-]{30,}/),
  word('Google key', 'ya29., gocspx-', /(?:ya29\.|GOCSPX-)[\w.-]{8,}/),
  word('Google key', '1//', /1\/\/0?[\w-]{16,}/),
  word(
    'Stripe key',
    'sk_live_, sk_test_, rk_live_, rk_test_, whsec_',
    /(?:[sr]k_(?:live|test)|whsec)_[\w+/=]{8,}/,
  ),
  word('npm token', 'npm_', /npm_[A-Za-z0-9]{20,}/),
  word('PyPI token', 'pypi-', /pypi-[\w-]{20,}/),
  word('SendGrid key', 'sg.', /SG\.[\w-]{10,}\.[\w-]{10,}/),
  word('Shopify token', 'shpat_, shpca_, shppa_, shpss_', /shp(?:at|ca|pa|ss)_[A-Za-z0-9]{24,}/),
  word('Linear key', 'lin_api_, lin_oauth_', /lin_(?:api|oauth)_\w{20,}/),
  word('1Password token', 'ops_', /ops_[\w.=+/-]{40,}/),
  word('Notion token', 'ntn_, secret_', /(?:ntn|secret)_[A-Za-z0-9]{30,}/),
  word('Docker token', 'dckr_', /dckr_[po]at_[\w-]{20,}/),
  word('Vault token', 'hvs., hvb., hvr.', /hv[sbr]\.[\w-]{20,}/),
  word('Grafana token', 'glc_, glsa_', /gl(?:c|sa)_[\w=+/-]{30,}/),
  word('Figma token', 'figd_', /figd_[\w-]{30,}/),
  word('Hugging Face token', 'hf_', /hf_[A-Za-z0-9]{30,}/),
  word('Groq key', 'gsk_', /gsk_[A-Za-z0-9]{40,}/),
  word('Databricks token', 'dapi', /dapi[0-9a-f]{32}/),
  word('Cloudflare token', 'cfut_, cfat_, cfk_', /cf(?:ut|at|k)_[\w-]{30,}/),
  word('Cloudflare token', 'v1.0-', /v1\.0-[0-9a-f]{20,}-[0-9a-f]{20,}/),
  word('Vercel token', 'vcp_, vci_, vca_, vcr_, vck_', /vc[piark]_[A-Za-z0-9]{24,}/),
  word('Tailscale key', 'tskey-', /tskey-[\w-]{16,}/),
  word('DigitalOcean token', 'dop_v1_, doo_v1_, dor_v1_', /do[opr]_v1_[0-9a-f]{40,}/),
  word('Postman key', 'pmak-', /PMAK-[\w-]{24,}/),
  word('JumpCloud key', 'jca_', /jca_\w{20,}/),
  word('New Relic key', 'nrak-', /NRAK-[A-Z0-9]{20,}/),
  word('Sentry token', 'sntrys_, sntryu_', /sntry[su]_[\w=+/-]{30,}/),
  word('age key', 'age-secret-key-', /AGE-SECRET-KEY-1[A-Z0-9]{40,}/),
];
