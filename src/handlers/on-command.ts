import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { read } from '../answer.ts';
import { answerButtons } from '../card/answer-buttons.ts';
import type { CardPart } from '../card/card-part.ts';
import { helpCard } from '../card/help-card.ts';
import { withoutSecrets } from '../knowledge/redact/secrets.ts';
import type { ExtractedError } from '../knowledge/scim-error.ts';
import { accountQuestion } from '../knowledge/talk/account-question.ts';
import type { Identity } from '../slack/connect.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import { type Aside, tellAlone } from '../slack/send/tell-alone.ts';
import type { PastedText } from '../store/pasted-texts.ts';
import { accountsForReader } from './accounts-for-reader.ts';
import { referenceValue } from './button/card-reference.ts';
import { errorForReader } from './error-for-reader.ts';
import type { Outcome } from './message/deliver.ts';
import type { Parts } from './parts.ts';

/** A Slack slash command body (docs.slack.dev/interactivity/implementing-slash-commands). */
export const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});

/** Answers `/scim ...` to whoever typed it alone; "check" before an address is what the question needs. */
export async function onCommand(
  client: WebClient,
  parts: Parts,
  { teamId }: Identity,
  body: unknown,
  secrets: string[],
): Promise<Outcome> {
  const { text, user_id: user, channel_id: channel, response_url: responseUrl } = command.parse(body);
  const aside = { teamId, channel, user, responseUrl };
  // "check" without an address is a question how.
  if (/^\s*(?:help|\?|check\b[^@]*)[\s?!.]*$/i.test(text))
    await tellAlone(client, aside, slackMessage(helpCard(parts.optOutMark)));
  else await answerText(client, parts, aside, text, { secrets });
  return 'done';
}

/** Answers a text to one person alone. `source`: the message it stands in. */
export async function answerText(
  client: WebClient,
  parts: Parts,
  aside: Aside & { teamId: string },
  text: string,
  {
    secrets = [],
    source = null,
    problems = [],
  }: { secrets?: string[]; source?: PastedText['source']; problems?: string[] } = {},
): Promise<void> {
  const reader = { ...aside, alone: true, shared: false };
  const errors = read(text);
  const noError = errors.length === 0;
  const question = noError ? accountQuestion(text, { addressed: true }) : null;
  const card: CardPart[] =
    noError && problems.length > 0
      ? [{ kind: 'text', text: problems.join(' ') }]
      : question
        ? (await accountsForReader(client, parts, question, reader)).card
        : await errorCard(client, parts, reader, errors, { text: withoutSecrets(text).text, source });
  await tellAlone(client, aside, slackMessage([...secretNote(secrets), ...card]));
}

async function errorCard(
  client: WebClient,
  parts: Parts,
  reader:
    | { teamId: string; channel: string; user: string; alone: true; shared: false }
    | Parameters<typeof errorForReader>[3],
  errors: ExtractedError[],
  kept: PastedText,
): Promise<CardPart[]> {
  const said = await errorForReader(client, parts, errors, reader);
  const [first] = said.found.diagnoses;
  const id = first ? await parts.kept.add(kept) : null;
  if (!id) return said.card;
  const { article, decidedBy } = first?.verdict ?? {};
  const value = referenceValue({
    source: null,
    kept: id,
    article: article?.id ?? null,
    byModel: decidedBy === 'model',
  });
  const buttons = answerButtons(said.found, {
    value,
    place: 'private',
    canEscalate: false,
    canPost: kept.source !== null,
  });
  return [...said.card, ...buttons];
}

/** Tells whoever typed a secret to replace it. */
export function secretNote(kinds: string[]): CardPart[] {
  if (kinds.length === 0) return [];
  const text = `Your text contained what looks like a secret (${kinds.join(', ')}). I did not keep it; replace it where it was issued if anybody else could see it.`;
  return [{ kind: 'text', text }];
}
