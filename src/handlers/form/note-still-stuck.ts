import { supportCard } from '../../card/support-card.ts';
import { redact } from '../../knowledge/redact/redact.ts';
import type { SentForm } from '../../slack/payloads/interaction.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { STUCK_REASONS } from '../../slack/send/forms.ts';
import { secretNote } from '../answer-text.ts';
import { answerAlone } from '../button/answer-alone.ts';
import { aloneReader } from '../button/button-press.ts';
import { note } from '../button/settle.ts';
import type { Rooms, Run } from '../rooms.ts';
import type { OpenForm } from './open-forms.ts';

const THANKS = {
  kind: 'text',
  text: 'Noted. It shows the author of the article what to improve. What support needs is below; "Escalate" under the answer sends it to the people set up for that.',
} as const;

/** Notes why the steps did not help, and shows the person who said so what to hand to support. */
export async function noteStillStuck(rooms: Rooms, form: SentForm, { secrets, rerun }: Run): Promise<void> {
  const { channel, threadTs, ref } = JSON.parse(form.metadata) as OpenForm;
  if (!ref) return;
  const { user } = form;
  const reader = await aloneReader(rooms.sight, { user, channel }, { insists: !rerun });
  const answer = await answerAlone(rooms, reader, ref);
  const [first] = answer?.answer.diagnoses ?? [];
  const card = answer && first ? supportCard(first, { personalData: answer.maySeeFacts }) : [];
  const choice = form.entered.get('reason')?.selected_option?.value as keyof typeof STUCK_REASONS;
  const words = redact(form.entered.get('words')?.value ?? '').text.trim();
  await note(rooms, ref, {
    kind: 'stuck',
    reason: [STUCK_REASONS[choice], words].filter(Boolean).join(': '),
  });
  const message = slackMessage([...secretNote(secrets), THANKS, ...card]);
  await rooms.slack.tell({ channel, user, threadTs }, message);
}
