import type { Diagnosis } from '../answer.ts';
import type { CardPart } from './card-part.ts';
import { supportPack } from './support-pack.ts';

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
