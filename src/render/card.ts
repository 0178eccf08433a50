import type { Answer, Diagnosis } from '../answer.ts';
import type { Branch, WhoCanFix } from '../knowledge/article.ts';
import { meaningOf } from '../knowledge/category.ts';
import { factLines, factWords } from './facts.ts';

/** What a reader sees, in order, free of any surface's markup. `steps` are numbered, `list` is not. */
export type CardPart =
  | { kind: 'title'; text: string }
  | { kind: 'text'; label?: string; text: string }
  | { kind: 'list'; label: string; items: string[] }
  | { kind: 'steps'; label: string; items: string[] }
  | { kind: 'note'; text: string };

const NOTHING_RECOGNISED =
  'I found no SCIM error in this. Paste the whole error as your identity provider or the troubleshooting log shows it, for example everything from {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"] on.';

const FIXERS: Record<WhoCanFix, string> = {
  'idp-admin': 'an admin of your identity provider',
  'org-admin': 'an organisation admin',
  'account-owner': 'the owner of the account that holds the address',
  'other-org-admin': 'probably an admin of another organisation',
  'vendor-support': 'the support team of the service provider',
  nobody: 'nobody needs to: it is retried by itself',
};

/** Answer -> the card: verdict first, then who can fix it, checked facts, steps, verify, escalate. */
export function cardOf({ diagnoses }: Answer): CardPart[] {
  const [first, ...others] = diagnoses;
  if (!first) return [{ kind: 'text', text: NOTHING_RECOGNISED }];
  return [...(first.verdict.article ? articleCard(first) : generalCard(first)), ...othersList(others)];
}

function articleCard(diagnosis: Diagnosis): CardPart[] {
  const { verdict, whoCanFix } = diagnosis;
  const article = verdict.article;
  if (!article) return [];
  return [
    { kind: 'title', text: article.title },
    { kind: 'text', text: article.meaning },
    { kind: 'text', label: 'Who can fix it', text: `${FIXERS[whoCanFix]}.` },
    ...checkedFacts(diagnosis),
    ...stepsOf(diagnosis),
    { kind: 'list', label: 'How to verify', items: article.verify },
    { kind: 'text', label: 'When to escalate', text: article.escalate },
    {
      kind: 'note',
      text: `${readFrom(diagnosis)} Article: ${article.sources[0]}`,
    },
  ];
}

function readFrom({ error, verdict }: Diagnosis): string {
  const chosen = verdict.decidedBy === 'model' ? 'Chosen by a language model; check before acting. ' : '';
  const repeats = error.times > 1 ? ` It stands there ${error.times} times.` : '';
  return `${chosen}Read from your paste: ${verdict.evidence.join('; ') || 'a failure'}.${repeats}`;
}

function checkedFacts({ facts, notChecked }: Diagnosis): CardPart[] {
  if (notChecked)
    return [
      {
        kind: 'text',
        label: 'Not checked',
        text: `Which account holds the address was not looked up: ${notChecked}.`,
      },
    ];
  return facts.length > 0 ? [{ kind: 'list', label: 'What I checked', items: factLines(facts) }] : [];
}

function stepsOf({ verdict, choice }: Diagnosis): CardPart[] {
  const article = verdict.article;
  if (!article || !choice) return [];
  if (choice.branch)
    return [{ kind: 'steps', label: `Steps, because ${choice.branch.when}`, items: choice.branch.steps }];
  if (article.branches.length === 0) return [{ kind: 'steps', label: 'Steps', items: article.steps }];
  const missing = choice.missing.map(factWords).join(', ');
  const why = missing
    ? `It depends on what I do not know: ${missing}. `
    : 'The facts fit none of the known cases. ';
  return [
    { kind: 'steps', label: `${why}Find out by hand`, items: article.steps },
    ...choice.remaining.map(
      (branch: Branch): CardPart => ({ kind: 'steps', label: `If ${branch.when}`, items: branch.steps }),
    ),
  ];
}

function generalCard(diagnosis: Diagnosis): CardPart[] {
  const { error, verdict, whoCanFix } = diagnosis;
  const named = [error.httpStatus && `HTTP ${error.httpStatus}`, error.scimType].filter(Boolean).join(', ');
  const candidates = verdict.candidates.map(({ title }) => title);
  return [
    { kind: 'title', text: `SCIM error: ${verdict.category}${named ? ` (${named})` : ''}` },
    { kind: 'text', text: meaningOf(verdict.category) },
    ...(error.detail
      ? [{ kind: 'text', label: 'The service said', text: error.detail.slice(0, 600) } as const]
      : []),
    { kind: 'text', label: 'Who can usually fix it', text: `${FIXERS[whoCanFix]}.` },
    candidates.length > 0
      ? { kind: 'list', label: 'It could be one of these; I will not guess which', items: candidates }
      : {
          kind: 'text',
          label: 'Steps',
          text: 'I have no article for this error yet, so I name no steps. Ask the support team of the service provider, with the full error, the time and any request id.',
        },
    { kind: 'note', text: readFrom(diagnosis) },
  ];
}

function othersList(others: Diagnosis[]): CardPart[] {
  if (others.length === 0) return [];
  const line = ({ error, verdict }: Diagnosis) =>
    `${verdict.article?.title ?? verdict.category}: ${error.detail?.slice(0, 200) ?? `HTTP ${error.httpStatus ?? 'status unknown'}`}`;
  const items = others.slice(0, 10).map(line);
  if (others.length > 10) items.push(`and ${others.length - 10} more`);
  return [{ kind: 'list', label: 'Also in your paste (send one alone to get its steps)', items }];
}
