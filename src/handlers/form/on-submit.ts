import type { SentForm } from '../../slack/payloads/interaction.ts';
import { answerText } from '../answer-text.ts';
import type { Outcome } from '../message/deliver.ts';
import type { Rooms, Run } from '../rooms.ts';
import { noteStillStuck } from './note-still-stuck.ts';
import type { OpenForm } from './open-forms.ts';
import { saveChannelSettings } from './save-channel-settings.ts';

type OnSubmit = (rooms: Rooms, form: SentForm, run: Run) => Promise<void>;

/** By the form's callback id. */
const FORMS = new Map<string, OnSubmit>([
  ['paste', answerPaste],
  ['still_stuck', noteStillStuck],
  ['channel_settings', saveChannelSettings],
]);

/** Does what a sent form asks for. */
export async function onSubmit(rooms: Rooms, form: SentForm, run: Run): Promise<Outcome> {
  await FORMS.get(form.form)?.(rooms, form, run);
  return 'done';
}

/** Answers what was pasted into the form, to the person who sent it alone. */
async function answerPaste(rooms: Rooms, form: SentForm, run: Run): Promise<void> {
  const { channel, responseUrl } = JSON.parse(form.metadata) as OpenForm;
  const text = form.entered.get('error')?.value ?? '';
  await answerText(rooms, { channel, user: form.user, responseUrl }, text, run);
}
