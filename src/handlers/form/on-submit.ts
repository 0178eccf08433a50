import type { SentForm } from '../../slack/payloads/interaction.ts';
import { answerText } from '../answer-text.ts';
import type { Rooms, Run } from '../rooms.ts';
import { saveChannelForm } from './channel-form.ts';
import { noteStillStuck } from './still-stuck.ts';

/** By the form's callback id. */
const FORMS = new Map<string, typeof answerPaste>([
  ['paste', answerPaste],
  ['still_stuck', noteStillStuck],
  ['channel_settings', saveChannelForm],
]);

/** Does what a sent form asks for. */
export async function onSubmit(rooms: Rooms, form: SentForm, run: Run): Promise<void> {
  await FORMS.get(form.form)?.(rooms, form, run);
}

/** Answers the pasted text to the person who sent it, alone. */
async function answerPaste(rooms: Rooms, form: SentForm, run: Run): Promise<void> {
  const { channel, responseUrl } = JSON.parse(form.metadata) as { channel: string; responseUrl: string };
  const text = form.entered.get('error')?.value ?? '';
  await answerText(rooms, { channel, user: form.user, responseUrl }, text, run);
}
