import type { Answer } from '../answer.ts';
import { caseQuestion } from '../knowledge/choose/choose.ts';
import type { Button, CardPart } from './card-part.ts';

/** Where a card's buttons stand: under an answer in a thread, under an unasked one, or in a message for one person alone. */
export type ButtonPlace = 'thread' | 'unasked' | 'aside' | 'private';

/**
 * The buttons under an answer, most wanted first. `value`: what the card is about, for whoever handles the press. Only an error
 * has any: there is nothing to do about an answer that found none.
 */
export function answerButtons(
  { diagnoses }: Answer,
  {
    value,
    place,
    canEscalate,
    canPost,
  }: { value: string; place: ButtonPlace; canEscalate: boolean; canPost?: boolean },
): CardPart[] {
  const [first] = diagnoses;
  if (!first) return [];
  const button = (label: string, action: string, more: Partial<Button> = {}): Button => ({
    label,
    action,
    value,
    ...more,
  });
  const candidates = first.verdict.candidates
    .slice(0, 5)
    .map(({ id, title }) => button(title, `article:${id}`));
  const question =
    first.verdict.article && first.choice ? caseQuestion(first.verdict.article, first.choice) : null;
  const answers = question?.answers.map(({ branch, label }) => button(label, `branch:${branch}`)) ?? [];
  const folded = first.choice && first.choice.branch === null && first.choice.remaining.length > 2;
  const inThread = place === 'thread' || place === 'unasked';
  return [
    ...(candidates.length > 0
      ? [{ kind: 'buttons', label: 'Which one is it?', buttons: candidates } as const]
      : []),
    ...(question ? [{ kind: 'buttons', label: question.text, buttons: answers } as const] : []),
    {
      kind: 'buttons',
      buttons: [
        ...(inThread
          ? [button('Solved', 'solved', { style: 'primary' }), button('Still stuck', 'modal:still_stuck')]
          : []),
        ...(first.error.address && first.verdict.article?.lookups.length
          ? [button('Check again', 'check_again')]
          : []),
        ...(folded ? [button('Show all cases', 'show_all')] : []),
        button('Copy for support', 'support_pack'),
        ...(inThread && canEscalate ? [button('Escalate', 'escalate')] : []),
        ...(canPost ? [button('Post in thread', 'post_in_thread')] : []),
        ...(place === 'unasked' ? [button('Not relevant', 'not_relevant')] : []),
      ],
    },
  ];
}
