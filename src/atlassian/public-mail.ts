/**
 * Providers at which anybody can have an address. Only the best known: a company's domain that is taken for one would get the
 * wrong steps, while a provider that is missing here counts as a domain of somebody else. Larger lists hold domains of companies
 * and universities, too. No organisation can verify such a domain:
 * https://support.atlassian.com/user-management/docs/verify-a-domain-to-manage-accounts
 */
const PROVIDERS = new Set(
  `gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.jp hotmail.com hotmail.co.uk hotmail.de hotmail.es hotmail.fr hotmail.it
  live.com live.co.uk live.de live.fr live.nl msn.com
  yahoo.com yahoo.co.jp yahoo.co.uk yahoo.co.in yahoo.ca yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it ymail.com aol.com
  icloud.com me.com mac.com
  proton.me protonmail.com pm.me tutanota.com fastmail.com hey.com zoho.com mail.com
  gmx.com gmx.de gmx.net gmx.at gmx.ch web.de freenet.de t-online.de posteo.de mailbox.org
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it bluewin.ch uol.com.br
  mail.ru yandex.ru yandex.com rambler.ru qq.com foxmail.com 163.com 126.com naver.com
  comcast.net verizon.net att.net btinternet.com rediffmail.com seznam.cz wp.pl onet.pl`.split(/\s+/),
);

/** Is this domain, in lower case, at a public mail provider? */
export function isPublicMail(domain: string): boolean {
  return PROVIDERS.has(domain);
}
