import { supportCard } from '../../card/support-card.ts';
import { redact } from '../../knowledge/redact/redact.ts';
import type { SentForm } from '../../slack/payloads/interaction.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { STUCK_REASONS, stillStuckForm } from '../../slack/send/forms.ts';
import { secretNote } from '../answer-text.ts';
import { answerAlone } from '../button/answer-alone.ts';
import type { ButtonPress } from '../button/button-press.ts';
import type { CardReference } from '../button/card-reference.ts';
import { maySettle } from '../button/settle.ts';
import { recordFeedback } from '../record-feedback.ts';
import type { Rooms, Run } from '../rooms.ts';

const THANKS =
  'Noted. This shows the author of the article what to improve. Below is what support needs; "Escalate" under the answer sends it to the people set up for that.';

/** What the form brings back when it is sent. */
type About = { channel: string; threadTs: string | undefined; ref: CardReference };

/** Asks a person who may settle the answer what is still wrong. */
export async function openStillStuck(rooms: Rooms, press: ButtonPress): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const { id, channel, threadTs, messageTs, reference } = press;
  const about: About = { channel, threadTs: threadTs ?? messageTs ?? undefined, ref: reference };
  await rooms.slack.openForm(id, stillStuckForm(JSON.stringify(about)));
}

/** Records why the steps did not help, and shows the sender what to give to support. */
export async function noteStillStuck(rooms: Rooms, form: SentForm, { secrets, rerun }: Run): Promise<void> {
  const { channel, threadTs, ref: reference } = JSON.parse(form.metadata) as About;
  const { user, entered } = form;
  const reader = await rooms.sight.reader({ user, channel, alone: true, shared: false }, { insists: !rerun });
  const answer = await answerAlone(rooms, { reader, reference });
  const card = answer ? supportCard(answer.first, { personalData: answer.maySeeFacts }) : [];
  const choice = entered.get('reason')?.selected_option?.value as keyof typeof STUCK_REASONS;
  const words = redact(entered.get('words')?.value ?? '').text.trim();
  const reason = [STUCK_REASONS[choice], words].filter(Boolean).join(': ');
  await recordFeedback(rooms, reference, { kind: 'stuck', reason });
  const message = slackMessage([...secretNote(secrets), { kind: 'text', text: THANKS }, ...card]);
  await rooms.slack.tell({ channel, user, threadTs }, message);
}
