import type { Diagnosis } from '../answer.ts';
import { redact } from '../knowledge/redact/redact.ts';
import type { CardPart } from './card-part.ts';
import { factLines } from './fact-words.ts';

const NOTHING_TO_HAND_OVER: CardPart = {
  kind: 'text',
  text: 'There is nothing to hand over for this error: no support team needs to act on it.',
};

/** The support pack, ready to copy. `personalData`: the reader may see whose account it is. */
export function supportCard(diagnosis: Diagnosis, { personalData }: { personalData: boolean }): CardPart[] {
  const pack = supportPack(diagnosis, { personalData });
  if (!pack) return [NOTHING_TO_HAND_OVER];
  return [
    { kind: 'copy', label: pack.title, text: pack.text },
    {
      kind: 'note',
      text: 'Copied to nobody yet: send it yourself, or press "Escalate" where it is offered.',
    },
  ];
}

/** The support pack as it is posted to those who are to act. `link`: the message it is about. `by`: who escalated. */
export function escalationCard(
  diagnosis: Diagnosis,
  { personalData, link, by }: { personalData: boolean; link: string | null; by: string },
): CardPart[] {
  const { verdict, error } = diagnosis;
  const pack = supportPack(diagnosis, { personalData });
  const kind = verdict.article?.title ?? `SCIM error: ${verdict.category}`;
  return [
    { kind: 'title', text: `Escalated: ${kind}` },
    { kind: 'person', label: 'By', by },
    ...(pack
      ? [{ kind: 'copy' as const, label: pack.title, text: pack.text }]
      : [
          {
            kind: 'text' as const,
            label: 'Error',
            text: [error.httpStatus, error.scimType].filter(Boolean).join(' ') || 'no status given',
          },
        ]),
    ...(link ? [{ kind: 'links' as const, links: [{ text: 'Open the thread', url: link }] }] : []),
    ...(personalData
      ? []
      : [
          {
            kind: 'note' as const,
            text: 'Without personal data: whoever escalated, or somebody who reads here, may not see it. The thread has the error.',
          },
        ]),
  ];
}

/** Ready to copy: what it is for, and the text. */
export type SupportPack = { title: string; text: string };

/** A support form takes no more, and the whole stands in the thread. */
const LONGEST_DETAIL = 3000;

/** Cases in which the account belongs to nobody here: its own organisation's admins, or its owner, must act. */
const ELSEWHERE = ['not-found-here', 'unmanaged-other-domain'];

/**
 * What whoever must act needs to know. For an account that another organisation manages: a request to its admins, in no official
 * form. Else what support is asked with; for an address held elsewhere the fields that Atlassian's page names, and the time
 * (https://confluence.atlassian.com/display/CLOUDKB/Failed+to+update+when+attempting+to+provision+a+user), those that only the
 * identity provider knows left open. `personalData` false: for readers who may not see whose account it is, nor what state it is
 * in, so the text is the same whatever was found out (rule 5 of docs/contract.md). Null when nobody has to act.
 */
export function supportPack(
  diagnosis: Diagnosis,
  { personalData }: { personalData: boolean },
): SupportPack | null {
  if (diagnosis.verdict.whoCanFix === 'nobody') return null;
  if (!personalData) {
    const pack = report({ ...diagnosis, facts: [], choice: null });
    return { ...pack, text: withoutPeople(pack.text) };
  }
  const branch = diagnosis.choice?.branch?.id;
  return branch && ELSEWHERE.includes(branch) ? request(diagnosis) : report(diagnosis);
}

/** The error names one address; whatever else is said of people stays a placeholder. */
function withoutPeople(text: string): string {
  return redact(text)
    .text.replaceAll('<user-1@domain-1>', '(the address in the error)')
    .replace(/<user-\d+@domain-\d+>/g, '(another address)');
}

function request({ error }: Diagnosis): SupportPack {
  const address = error.address ?? '(the address)';
  return {
    title: 'Request to the admins of the other organisation (no official form)',
    text: [
      `Subject: An Atlassian account of yours holds ${address}`,
      '',
      'Hello,',
      '',
      `our user provisioning (SCIM) to Atlassian fails because an Atlassian account that we do not manage holds the address ${address}. We think your organisation manages it.`,
      '',
      'Could you please check, in Atlassian Administration under Directory > Managed accounts, whether it is yours? If it is, either of these frees the address:',
      '- change the e-mail address of the account to another one, or',
      '- release the account from your organisation.',
      '',
      'Deleting the account does not free the address at once: it stays taken for 14 days.',
      '',
      'Please tell us what you found. Thank you.',
    ].join('\n'),
  };
}

function report({ error, verdict, facts, choice, notChecked }: Diagnosis): SupportPack {
  const said = [
    error.httpStatus && `HTTP ${error.httpStatus}`,
    error.scimType,
    error.detail?.slice(0, LONGEST_DETAIL),
  ]
    .filter(Boolean)
    .join(', ');
  const holder = verdict.article?.decision === 'address-holder';
  const checked = factLines(facts).map((line) => `  - ${line}`);
  return {
    title: `For the support team: ${verdict.article?.title ?? verdict.category}`,
    text: [
      `Error: ${said || verdict.category}`,
      ...(error.resource ? [`Resource: ${error.resource}`] : []),
      ...(error.wrapper ? [`Passed on by: ${error.wrapper}`] : []),
      ...(choice?.branch ? [`Case: ${choice.branch.when}`] : []),
      ...(holder
        ? heldElsewhere(error.address)
        : ['Time of the last error (with time zone): ', 'Request or trace id: ']),
      ...(checked.length > 0
        ? ['Checked:', ...checked]
        : notChecked
          ? [`Not checked, because ${notChecked.unavailable}.`]
          : []),
      'What we did so far: ',
    ].join('\n'),
  };
}

/** The fields that the page names, one a line. */
function heldElsewhere(address: string | null): string[] {
  return [
    'ObjectID of the person at the identity provider: ',
    'Old e-mail address: ',
    `New e-mail address: ${address ?? ''}`,
    'Old userPrincipalName: ',
    'New userPrincipalName: ',
    'Time of the last error (with time zone): ',
  ];
}
