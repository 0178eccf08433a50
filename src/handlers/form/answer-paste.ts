import type { SentForm } from '../../slack/payloads/sent-form.ts';
import { answerText } from '../answer-text.ts';
import type { Rooms } from '../rooms.ts';
import type { FormRun } from './on-submit.ts';
import type { Opened } from './open-forms.ts';

/** Answers what was pasted into the form, to the person who sent it alone. */
export async function answerPaste(rooms: Rooms, form: SentForm, run: FormRun): Promise<void> {
  const { channel, responseUrl } = JSON.parse(form.metadata) as Opened;
  const text = form.entered.get('error')?.value ?? '';
  await answerText(rooms, { channel, user: form.user, responseUrl }, text, run);
}
