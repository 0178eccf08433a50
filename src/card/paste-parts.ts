import type { Answer, Diagnosis } from '../answer.ts';
import type { RichText } from '../knowledge/article/rich-text.ts';
import type { Step } from '../knowledge/article/step.ts';
import type { RowCounts } from '../knowledge/extract/records/row.ts';
import type { CardPart } from './card-part.ts';
import { type Cause, causesOf } from './causes.ts';
import { quotation } from './quotation.ts';

/** Causes that a card names, and people or wordings of each. */
const MOST_CAUSES = 6;
const MOST_NAMED = 3;
const LONGEST_WORDS = 160;

/** What else the paste holds beside its first error: how many errors, their causes with the people of each, and what was not read. */
export function pasteParts(answer: Answer): CardPart[] {
  const { diagnoses, rows } = answer;
  const [first, ...others] = diagnoses;
  const failed = rows && rows.read > 1 ? `${rows.failed} of ${counted(rows.read, 'row')} failed` : null;
  if (!first)
    return [...(rows ? [{ kind: 'text' as const, text: noneFailed(rows) }] : []), ...unreadParts(answer)];
  if (others.length === 0)
    return [...(failed ? [{ kind: 'text' as const, text: `${failed}.` }] : []), ...unreadParts(answer)];
  const causes = causesOf(diagnoses);
  const items: (string | Step)[] = causes.slice(0, MOST_CAUSES).map((cause) => causeLine(cause, diagnoses));
  const left = causes.slice(MOST_CAUSES);
  const errorsLeft = left.flatMap(({ errors }) => errors).length;
  if (left.length > 0)
    items.push(`and ${counted(left.length, 'more cause')}, with ${counted(errorsLeft, 'error')}`);
  const label = [failed, `${counted(diagnoses.length, 'error')}, ${counted(causes.length, 'cause')}`];
  return [
    { kind: 'list', label: label.filter(Boolean).join('. '), items },
    ...unreadParts(answer),
    { kind: 'text', text: aboutFirst(first, others) },
  ];
}

function noneFailed({ read, succeeded, skipped }: RowCounts): string {
  const skips =
    skipped > 0
      ? ' A skipped row is no error: the person or group is out of scope, or is the same on both sides already.'
      : '';
  return `I read ${counted(read, 'row')} and none failed: ${succeeded} worked, ${skipped} skipped.${skips}`;
}

function unreadParts({ rows, characters: { read, unread } }: Answer): CardPart[] {
  const total = read + unread;
  const texts = [
    unread > 0 && `I read the first ${number(read)} of ${number(total)} characters. Send the rest in parts.`,
    rows && rows.unread > 0 && `I left out ${counted(rows.unread, 'row')} without a result that I know.`,
  ];
  return texts.filter((text) => typeof text === 'string').map((text) => ({ kind: 'text', text }));
}

function causeLine({ article, category, errors, people }: Cause, diagnoses: Diagnosis[]): Step {
  const title = article?.title ?? `SCIM error: ${category}`;
  const said = errors
    .map((i) => diagnoses[i]?.error)
    .map((error) => error?.detail ?? `HTTP ${error?.httpStatus ?? 'status unknown'}`);
  const names =
    people.length > 0 ? people : [...new Set(said)].map((words) => `"${words.slice(0, LONGEST_WORDS)}"`);
  const named = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const count = errors.length > 1 ? ` (${errors.length})` : '';
  return { role: null, words: quotation(`${title}${count}: `, named, more) };
}

function aboutFirst({ error }: Diagnosis, others: Diagnosis[]): string | RichText {
  const lookable = others.some(({ verdict }) => (verdict.article?.lookups.length ?? 0) > 0);
  const left = lookable ? 'I did not look up the others; send one' : 'Send another';
  const after = `. ${left} on its own to get its steps.`;
  return error.about
    ? quotation('The steps below are for ', error.about, after)
    : `The steps below are for the first error${after}`;
}

function counted(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
