import type { Answer } from '../answer.ts';
import { caseQuestion } from '../knowledge/choose/choose.ts';
import type { Button, CardPart } from './card-part.ts';

/** Where the buttons are shown: below an answer in a thread, below one nobody asked for, or in a message for one person. */
export type ButtonPlace = 'thread' | 'unasked' | 'aside' | 'private';

/** The buttons below an answer, most wanted first; none when it found no error. `value`: which card a press is about. */
export function answerButtons(
  { diagnoses: [first] }: Answer,
  {
    value,
    place,
    canEscalate,
    canPost,
  }: { value: string; place: ButtonPlace; canEscalate: boolean; canPost?: boolean },
): CardPart[] {
  if (!first) return [];
  const { verdict, choice, error } = first;
  const button = (label: string, action: string): Button => ({ label, action, value });
  const candidates = verdict.candidates.slice(0, 5).map(({ id, title }) => button(title, `article:${id}`));
  const question = verdict.article && choice && caseQuestion(verdict.article, choice);
  const cases = question?.answers.map(({ branch, label }) => button(label, `branch:${branch}`)) ?? [];
  const inThread = place === 'thread' || place === 'unasked';
  const buttons = [
    inThread && { ...button('Solved', 'solved'), style: 'primary' as const },
    inThread && button('Still stuck', 'modal:still_stuck'),
    Boolean(error.address && verdict.article?.lookups.length) && button('Check again', 'check_again'),
    choice?.branch === null && choice.remaining.length > 2 && button('Show all cases', 'show_all'),
    button('Copy for support', 'support_pack'),
    inThread && canEscalate && button('Escalate', 'escalate'),
    canPost && button('Post in thread', 'post_in_thread'),
    place === 'unasked' && button('Not relevant', 'not_relevant'),
  ];
  const rows: CardPart[] = [
    { kind: 'buttons', label: 'Which one is it?', buttons: candidates },
    { kind: 'buttons', label: question?.text ?? '', buttons: cases },
    { kind: 'buttons', buttons: buttons.filter((one) => typeof one === 'object') },
  ];
  return rows.filter((row) => row.kind === 'buttons' && row.buttons.length > 0);
}
