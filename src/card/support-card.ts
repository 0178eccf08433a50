import type { Diagnosis } from '../answer.ts';
import type { CardPart } from './card-part.ts';
import { factLines } from './fact-words.ts';
import { foreign } from './foreign.ts';

/** The longest detail that is copied, in characters: support forms take no more. The thread has all of it. */
const LONGEST_DETAIL = 3000;

/** Cases in which nobody here can act, only the admins of the account's own organisation, or its owner. */
const ELSEWHERE = ['not-found-here', 'not-found-other-domain', 'unmanaged-other-domain'];

/** The support pack, ready to copy. `personalData`: the reader may see whose account it is. */
export function supportCard(diagnosis: Diagnosis, { personalData }: { personalData: boolean }): CardPart[] {
  const pack = supportPack(diagnosis, { personalData });
  if (!pack)
    return [
      {
        kind: 'text',
        text: 'There is nothing to hand over: no support team needs to act on this error.',
      },
    ];
  return [
    { kind: 'copy', label: pack.title, text: pack.text },
    {
      kind: 'note',
      text: 'This has not been sent to anybody. Send it yourself, or press "Escalate" if you see that button.',
    },
  ];
}

const inGeneral = ({ verdict }: Diagnosis) => `SCIM error: ${verdict.category}`;
/** The title of an article may be internal. */
const titleOf = (diagnosis: Diagnosis) => diagnosis.verdict.article?.title ?? inGeneral(diagnosis);

/** The support pack as it is posted to the people who should act. `link`: the message it is about. `by`: who escalated. */
export function escalationCard(
  diagnosis: Diagnosis,
  { personalData, link, by }: { personalData: boolean; link: string | null; by: string },
): CardPart[] {
  const { error } = personalData ? diagnosis : withoutWords(diagnosis);
  const pack = supportPack(diagnosis, { personalData });
  const status = [error.httpStatus, error.scimType].filter(Boolean).join(' ') || 'no status given';
  const card: CardPart[] = [
    { kind: 'title', text: `Escalated: ${personalData ? titleOf(diagnosis) : inGeneral(diagnosis)}` },
    { kind: 'person', label: 'By', by },
    pack
      ? { kind: 'copy', label: pack.title, text: pack.text }
      : { kind: 'text', label: 'Error', text: status },
  ];
  if (link) card.push({ kind: 'links', links: [{ text: 'Open the thread', url: link }] });
  if (!personalData)
    card.push({
      kind: 'note',
      text: 'The words of the error are left out: the person who escalated, or somebody who reads this, may not see personal data. The error is in the thread.',
    });
  return card;
}

/**
 * What the people who must act need to know, with a title that says what it is for; null when nobody has to act. If another
 * organisation manages the account: a request to its admins, in no official form. Otherwise a request to support; for an address held
 * elsewhere it has the fields named in https://confluence.atlassian.com/display/CLOUDKB/Failed+to+update+when+attempting+to+provision+a+user
 * and the time, with blanks for what only the identity provider knows. `personalData` false: for readers who may not see whose
 * account it is or its state, so the text does not depend on the facts (rule 5 of docs/contract.md).
 */
export function supportPack(diagnosis: Diagnosis, { personalData }: { personalData: boolean }) {
  if (diagnosis.verdict.whoCanFix === 'nobody') return null;
  if (!personalData) return report(withoutWords(diagnosis), inGeneral(diagnosis));
  const branch = diagnosis.choice?.branch?.id;
  return branch && ELSEWHERE.includes(branch) ? request(diagnosis) : report(diagnosis, titleOf(diagnosis));
}

/** RFC 7644 section 3.12, table 9: the only words of a stranger that are shown to everybody. */
const TYPES =
  /^(?:invalidFilter|tooMany|uniqueness|mutability|invalidSyntax|invalidPath|noTarget|invalidValue|invalidVers|sensitive)$/i;

/** A diagnosis without anything that a stranger wrote or the look-ups found: names and logins have no form that tells them. */
function withoutWords(diagnosis: Diagnosis): Diagnosis {
  const { error } = diagnosis;
  const scimType = TYPES.test(error.scimType ?? '') ? error.scimType : null;
  return {
    ...diagnosis,
    error: { ...error, scimType, detail: null, address: null },
    facts: [],
    choice: null,
  };
}

function request({ error }: Diagnosis) {
  const address = error.address ?? '(the address)';
  return {
    title: 'Request to the admins of the other organisation (no official form)',
    text: `Subject: One of your Atlassian accounts holds ${address}

Hello,

Our user provisioning (SCIM) to Atlassian fails because an Atlassian account that we do not manage holds the address ${address}. We think that your organisation manages this account.

Could you please check, in Atlassian Administration under Directory > Managed accounts, whether it is yours? If it is, either of these frees the address:
- change the e-mail address of the account to another one, or
- release the account from your organisation.

Deleting the account does not free the address at once: it stays taken for 14 days.

Please let us know what you find. Thank you.`,
  };
}

/** `about`: what its title says. */
function report({ error, verdict, facts, choice, notChecked }: Diagnosis, about: string) {
  const status = error.httpStatus && `HTTP ${error.httpStatus}`;
  const said = [status, error.scimType, foreign(error.detail ?? '', LONGEST_DETAIL)]
    .filter(Boolean)
    .join(', ');
  const lines = [`Error: ${said || verdict.category}`];
  if (error.resource) lines.push(`Resource: ${error.resource}`);
  if (error.wrapper) lines.push(`Passed on by: ${error.wrapper}`);
  if (choice?.branch) lines.push(`Case: ${choice.branch.when}`);
  if (verdict.article?.decision === 'address-holder')
    lines.push(
      'ObjectID of the person at the identity provider: ',
      'Old e-mail address: ',
      `New e-mail address: ${error.address ?? ''}`,
      'Old userPrincipalName: ',
      'New userPrincipalName: ',
      'Time of the last error (with time zone): ',
    );
  else lines.push('Time of the last error (with time zone): ', 'Request or trace ID: ');
  if (facts.length > 0) lines.push('Checked:', ...factLines(facts).map((line) => `  - ${line}`));
  else if (notChecked) lines.push(`Not checked, because ${notChecked.unavailable}.`);
  lines.push('What we have done so far: ');
  return {
    title: `For the support team: ${about}`,
    text: lines.join('\n'),
  };
}
