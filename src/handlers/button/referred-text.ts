import type { WebClient } from '@slack/web-api';
import { read } from '../../answer.ts';
import type { ExtractedError } from '../../knowledge/scim-error.ts';
import { readWhole } from '../../slack/read/read-files.ts';
import { threadOf } from '../../slack/read/thread.ts';
import type { Parts } from '../parts.ts';
import type { CardReference } from './card-reference.ts';

/** What a card answers. */
export type Referred = { errors: ExtractedError[] };

export const GONE =
  'The error that this answered is not there any more, or I cannot read it. Paste it again.';

/** The error a card is about, read from Slack anew or from what was kept; null when it is gone. Throws Slack's other errors. */
export async function referredText(
  client: WebClient,
  parts: Parts,
  { source, kept }: CardReference,
): Promise<Referred | null> {
  if (kept) return referred((await parts.kept.get(kept))?.text);
  if (!source) return null;
  const messages = await threadOf(client, source).catch((error) => {
    if (GONE_CODES.includes(error?.data?.error)) return [];
    throw error;
  });
  const message = messages.find(({ ts }) => ts === source.ts);
  const { text } = message ? await readWhole(client, parts.files, parts.log, message) : { text: '' };
  return referred(text);
}

function referred(text = ''): Referred | null {
  const errors = read(text);
  return errors.length > 0 ? { errors } : null;
}

const GONE_CODES = ['thread_not_found', 'message_not_found', 'channel_not_found', 'not_in_channel'];
