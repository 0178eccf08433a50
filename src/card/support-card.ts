import type { Diagnosis } from '../answer.ts';
import { redact } from '../knowledge/redact/redact.ts';
import type { CardPart } from './card-part.ts';
import { factLines } from './fact-words.ts';

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

/** The support pack as it is posted to the people who should act. `link`: the message it is about. `by`: who escalated. */
export function escalationCard(
  diagnosis: Diagnosis,
  { personalData, link, by }: { personalData: boolean; link: string | null; by: string },
): CardPart[] {
  const { verdict, error } = diagnosis;
  const pack = supportPack(diagnosis, { personalData });
  const status = [error.httpStatus, error.scimType].filter(Boolean).join(' ') || 'no status given';
  const card: CardPart[] = [
    { kind: 'title', text: `Escalated: ${verdict.article?.title ?? `SCIM error: ${verdict.category}`}` },
    { kind: 'person', label: 'By', by },
    pack
      ? { kind: 'copy', label: pack.title, text: pack.text }
      : { kind: 'text', label: 'Error', text: status },
  ];
  if (link) card.push({ kind: 'links', links: [{ text: 'Open the thread', url: link }] });
  if (!personalData)
    card.push({
      kind: 'note',
      text: 'Personal data is left out: the person who escalated, or somebody who reads this, may not see it. The error is in the thread.',
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
  if (!personalData) {
    const pack = report({ ...diagnosis, facts: [], choice: null });
    return { ...pack, text: withoutPeople(pack.text) };
  }
  const branch = diagnosis.choice?.branch?.id;
  return branch && ELSEWHERE.includes(branch) ? request(diagnosis) : report(diagnosis);
}

/** The first address in the text is the one in the error. */
function withoutPeople(text: string): string {
  return redact(text)
    .text.replaceAll('<user-1@domain-1>', '(the address in the error)')
    .replace(/<user-\d+@domain-\d+>/g, '(another address)');
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

function report({ error, verdict, facts, choice, notChecked }: Diagnosis) {
  const status = error.httpStatus && `HTTP ${error.httpStatus}`;
  const said = [status, error.scimType, error.detail?.slice(0, LONGEST_DETAIL)].filter(Boolean).join(', ');
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
    title: `For the support team: ${verdict.article?.title ?? verdict.category}`,
    text: lines.join('\n'),
  };
}
