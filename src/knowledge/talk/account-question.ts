import { isInternetAddress, MEANT_AS_ADDRESS } from '../../email-address.ts';
import { toPlainText } from '../extract/plain-text.ts';

/** What is asked about. `malformed`: what is meant as an address but is not one. `dropped`: how many addresses were too many. */
export type AccountQuestion = { addresses: string[]; malformed: string[]; dropped: number };

const MOST = 20;
/** Characters of a list of addresses. */
const LONGEST = 40_000;

/** Stands for any number of addresses while the words around them are read. */
const A = '¤';
const LIST = /¤(?:(?:[\s,;:&+/|•*–-]|\band\b|\bor\b|\d{1,3}[.)])*¤)+/g;

const OPENING = String.raw`(?:(?:hi|hey|hello|ok|okay|please|pls|so|and|now|thanks|team|all|bot|well|sorry|also|quick question|(?:could|can|would|will) (?:you|u|somebody|someone|anybody|anyone)(?: please)?|tell me|let me know|i (?:want|need|would like|have) to know|do you know|any idea|@[\p{L}\d_]{1,40})(?:[\s,:!.-]+))*`;
const OF_IT = String.raw`(?:(?:the|this|that|these|those|following|account|accounts|address|addresses|e-?mail|e-?mails|user|users|person|people|status|state|of|for|on|about|up|out)[\s:]*)*`;
const STATE = String.raw`(?:(?:e-?mail|already|still|now|really|currently|even|not|actually|properly|fully|ever)[\s]*)*(?:verified|unverified|confirmed|managed|unmanaged|claimed|unclaimed|synced|synchroni[sz]ed|scim[ -]?(?:synced|linked|managed)?|linked|provisioned|active|inactive|activated|deactivated|disabled|suspended|deleted|(?:marked|scheduled) for deletion|taken|in use|used|free|available|held|known|editable|an? (?:managed |local |synced |atlassian )?account)`;
const TAIL = String.raw`(?:(?:in|by|with|to|from|our|the|my|us|me|for|org|organi[sz]ation|directory|directories|atlassian|site|tenant|please|pls|again|now|today|thanks|thank you|thx|or|not|right|yet|already|anywhere|somewhere|at all|an?|account|accounts|have|has|hold|holds|use|uses)[\s,.!?]*)*`;
const IS = "(?:is|are|was|were|isn't|aren't|has|have|been)";
const SOMEBODY = '(?:anyone|anybody|someone|somebody|any account|another account|an account|some account)';

/** Sentences about accounts, whole: whatever else is said around an address is talk. */
const QUESTIONS = [
  `(?:re-?)?check ${OF_IT}¤ ?${TAIL}`,
  `(?:look|look ?up|find|search|show|show me|verify|status|state|account|accounts|details|info|information|what about|how about|(?:what|how)(?:'s| is| are)|tell me about) ${OF_IT}¤ ?${TAIL}`,
  `(?:who|what|which account|which accounts|which user|how many accounts)(?:'s)? ?(?:is|are|has|have|holds?|owns?|uses?|got|took|currently|using|holding|behind|with|on)(?: (?:has|holds?|owns?|using|holding|behind|with|on))* ?${OF_IT}¤ ?${TAIL}`,
  `whose (?:account|address|e-?mail )?(?: ?is)? ?${OF_IT}¤ ?${TAIL}`,
  `${IS} ${OF_IT}¤ ?${STATE} ?(?:(?:and|or) ${STATE})? ?${TAIL}`,
  `(?:(?:check|see|find out|verify|know|look up|tell me|confirm) )?(?:if|whether) ${OF_IT}¤ ${IS} ${STATE} ?(?:(?:and|or) ${STATE})? ?${TAIL}`,
  `(?:(?:check|see|find out|know) )?(?:if |whether )?(?:does |is |has )?${SOMEBODY} (?:hold(?:s|ing)?|ha(?:s|ve)|own(?:s)?|us(?:e|es|ing)|with|already|on| )+${OF_IT}¤ ?${TAIL}`,
  `(?:is|are) there (?:already )?(?:an?|any|another) (?:account|accounts|user|holder) (?:for|with|on|holding|using|behind) ${OF_IT}¤ ?${TAIL}`,
  `does ¤ (?:exist|have an account|belong to (?:us|our org|an account))${' ?'}${TAIL}`,
].map(whole);
/** Only when spoken to: elsewhere an address alone, or with one word, is not a question. */
const WHEN_ADDRESSED = [`${OF_IT}¤ ?${TAIL}`, `¤[:,-]? ?(?:${IS} (?:it|they) )?${STATE} ?${TAIL}`].map(whole);

function whole(words: string): RegExp {
  return new RegExp(`^${OPENING}${words}[\\s.?!]*$`, 'iu');
}

/**
 * "Is jane@example.com verified?", "who holds a@b.c", "check a@b.c", in Slack's wire form or plain -> what is asked about, in
 * lower case and distinct, at most 20; null for anything else. `addressed`: said to the bot, where a bare list asks too. Pure.
 */
export function accountQuestion(text: string, { addressed }: { addressed: boolean }): AccountQuestion | null {
  if (!text.includes('@') || text.length > LONGEST) return null;
  const plain = toPlainText(text).replaceAll(A, ' ');
  const found: string[] = [];
  const words = plain
    .replace(MEANT_AS_ADDRESS, (candidate) => {
      const tidy = candidate.replace(/[.:*_~`]+$/, '');
      found.push(tidy);
      return `${A}${candidate.slice(tidy.length)}`;
    })
    .replace(/[*_~`"']{0,3}¤[*_~`"']{0,3}/g, A)
    .replace(/(?:[-•*–]|\d{1,3}[.)])\s*¤/g, A)
    .replace(LIST, A)
    .replace(/\s+/g, ' ')
    .trim();
  const patterns = addressed ? [...QUESTIONS, ...WHEN_ADDRESSED] : QUESTIONS;
  if (found.length === 0 || words.length > 300 || !patterns.some((pattern) => pattern.test(words)))
    return null;
  const distinct = [...new Set(found.map((address) => address.toLowerCase()))];
  const addresses = distinct.filter(isInternetAddress);
  return {
    addresses: addresses.slice(0, MOST),
    malformed: distinct.filter((address) => !isInternetAddress(address)).slice(0, MOST),
    dropped: Math.max(0, addresses.length - MOST),
  };
}
