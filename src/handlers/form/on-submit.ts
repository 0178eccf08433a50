import type { SentForm } from '../../slack/payloads/sent-form.ts';
import type { Outcome } from '../message/deliver.ts';
import type { Rooms } from '../rooms.ts';
import { answerPaste } from './answer-paste.ts';
import { noteStillStuck } from './note-still-stuck.ts';
import { saveChannelSettings } from './save-channel-settings.ts';

/** `secrets`: kinds of secrets that were cut out of the form. `rerun`: an earlier run did not come to its end. */
export type FormRun = { secrets: string[]; rerun: boolean };

type OnSubmit = (rooms: Rooms, form: SentForm, run: FormRun) => Promise<void>;

/** By the form's callback id. */
const FORMS = new Map<string, OnSubmit>([
  ['paste', answerPaste],
  ['still_stuck', noteStillStuck],
  ['channel_settings', saveChannelSettings],
]);

/** Does what a sent form asks for. */
export async function onSubmit(rooms: Rooms, form: SentForm, run: FormRun): Promise<Outcome> {
  await FORMS.get(form.form)?.(rooms, form, run);
  return 'done';
}
