import type { WebClient } from '@slack/web-api';
import type { Press } from '../../slack/payloads/press.ts';
import { openChannelSettings, openStillStuck } from '../form/open-forms.ts';
import type { Outcome } from '../message/deliver.ts';
import type { Parts } from '../parts.ts';
import { checkAgain, showAllCases, showArticle, showBranch, showSupportPack } from './answers.ts';
import { type CardReference, referenceOf } from './card-reference.ts';
import { escalate } from './escalate.ts';
import { postInThread } from './post-in-thread.ts';
import { notRelevant, solved } from './settle.ts';
import { tellPresser } from './tell-presser.ts';

/** What a button of a card does; `argument`: what stands behind the colon of its action id. */
type OnPress = (
  client: WebClient,
  parts: Parts,
  press: Press & { channel: string },
  ref: CardReference,
  argument: string,
) => Promise<void>;

const CARD_BUTTONS: Record<string, OnPress> = {
  solved,
  not_relevant: notRelevant,
  check_again: checkAgain,
  support_pack: showSupportPack,
  escalate,
  show_all: showAllCases,
  branch: showBranch,
  article: showArticle,
  post_in_thread: postInThread,
};

const OLD =
  'This button belongs to an older version of my answer, and I do not know any more what it stood for. Paste the error again.';

/** Does what a button says. Throws Slack's error when it could not: run again. */
export async function onPress(client: WebClient, parts: Parts, press: Press): Promise<Outcome> {
  const [name = '', argument = ''] = press.action.split(':', 2);
  if (press.channel === null) return 'silent';
  const ref = referenceOf(press.value);
  const act = CARD_BUTTONS[name];
  const inChannel = { ...press, channel: press.channel };
  if (ref && act) await act(client, parts, inChannel, ref, argument);
  else await tellPresser(client, inChannel, OLD);
  return 'done';
}

/** Buttons that open a modal: Slack takes that for three seconds only, so they never wait in the inbox. */
export const opensModal = (action: string): boolean => action.startsWith('modal:');

/** Opens the modal that a button asks for. */
export async function onModalPress(client: WebClient, parts: Parts, press: Press): Promise<void> {
  if (press.action === 'modal:channel_settings') return await openChannelSettings(client, parts, press);
  const ref = referenceOf(press.value);
  if (!press.channel) return;
  const inChannel = { ...press, channel: press.channel };
  if (press.action === 'modal:still_stuck' && ref) return await openStillStuck(client, parts, inChannel, ref);
  await tellPresser(client, inChannel, OLD);
}
