import type { WebClient } from '@slack/web-api';
import { extract } from '../../knowledge/extract/extract.ts';
import { readWhole } from '../../slack/read/read-files.ts';
import { threadOf } from '../../slack/read/thread.ts';
import type { Parts } from '../parts.ts';
import type { CardReference, SourceReference } from './card-reference.ts';

/** What a card answers: its text, and the message it stands in, if it stands in one. */
export type Referred = { text: string; source: SourceReference | null };

export const GONE =
  'The error that this answered is not there any more, or I cannot read it. Paste it again.';

/** The error a card is about, read from Slack anew or from what was kept; null when it is gone. Throws Slack's other errors. */
export async function referredText(
  client: WebClient,
  parts: Parts,
  { source, kept }: CardReference,
): Promise<Referred | null> {
  if (kept) return await parts.kept.get(kept);
  if (!source) return null;
  const messages = await threadOf(client, source).catch((error) => {
    if (GONE_CODES.includes(error?.data?.error)) return [];
    throw error;
  });
  const message = messages.find(({ ts }) => ts === source.ts);
  const { text } = message ? await readWhole(client, parts.files, parts.log, message) : { text: '' };
  return extract(text).length > 0 ? { text, source } : null;
}

const GONE_CODES = ['thread_not_found', 'message_not_found', 'channel_not_found', 'not_in_channel'];
