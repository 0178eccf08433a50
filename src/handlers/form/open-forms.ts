import type { WebClient } from '@slack/web-api';
import type { Press } from '../../slack/payloads/press.ts';
import { channelSettingsModal, pasteModal, stillStuckModal } from '../../slack/send/forms.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';
import type { CardReference } from '../button/card-reference.ts';
import { mayDecide, NOT_YOURS } from '../button/settle.ts';
import { tellPresser } from '../button/tell-presser.ts';
import type { Parts } from '../parts.ts';
import { maySetUp } from '../show-home.ts';

/** Also when Slack did not say whether somebody may. */
export const MAY_NOT_SET_UP =
  'Nothing was changed: settings are for the people named in ADMIN_USERS, or else workspace admins, and Slack must be able to say that you are one. Try again in a minute.';

/** What a modal gives back when it is sent: where to answer. */
export type Opened = {
  channel: string;
  threadTs?: string | undefined;
  responseUrl: string | null;
  ref: CardReference | null;
};

/** Opens the form for a long paste. Throws Slack's error; a trigger lives three seconds. */
export async function openPaste(client: WebClient, triggerId: string, opened: Opened): Promise<void> {
  await client.views.open({ trigger_id: triggerId, view: pasteModal(JSON.stringify(opened)) });
}

/** Asks somebody who may decide about a card what is still wrong. */
export async function openStillStuck(
  client: WebClient,
  parts: Parts,
  press: Press & { channel: string },
  ref: CardReference,
): Promise<void> {
  if (!(await mayDecide(client, parts, press))) return await tellPresser(client, press, NOT_YOURS);
  const { channel, threadTs, messageTs } = press;
  const opened: Opened = { channel, threadTs: threadTs ?? messageTs ?? undefined, responseUrl: null, ref };
  await client.views.open({ trigger_id: press.id, view: stillStuckModal(JSON.stringify(opened)) });
}

/** Opens the settings of one channel, or of one to be chosen, for somebody who may set up the bot. */
export async function openChannelSettings(client: WebClient, parts: Parts, press: Press): Promise<void> {
  if (!(await maySetUp(client, parts, press)))
    return await tellAlone(client, { channel: press.user, user: press.user }, { text: MAY_NOT_SET_UP });
  const channel = press.value || null;
  const settings = await parts.settings.channel(channel ?? '');
  await client.views.open({ trigger_id: press.id, view: channelSettingsModal(channel, settings) });
}
