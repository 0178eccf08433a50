import { EXAMPLES } from '../examples.ts';
import type { LocalSlack } from '../slack/slack.ts';
import type { Channel } from '../slack/types.ts';
import { type Accounts, accountsPanel } from './accounts.ts';
import { type Html, html } from './html.ts';
import { channelMessages, newest, type Reading, threadMessages } from './messages.ts';
import { namesOf } from './names.ts';
import { channelLabel, navigation } from './navigation.ts';
import { addressOf, lookingAt } from './page-address.ts';
import { homeOf, modalOf } from './views.ts';

/** What the page is about. */
export type Stage = {
  slack: LocalSlack;
  atlassian: Accounts;
  /** the channels in which the bot answers unasked; `*`: all */
  triage: readonly string[];
};

/** What somebody sees: the inside of the page's regions by their ids, the address that shows it, and what can be written. */
export type Look = {
  address: string;
  regions: Record<string, string>;
  open: 'channel' | 'thread';
  canWrite: boolean;
  placeholder: string;
};

/** The page's address -> what that person sees there. */
export function lookAt({ slack, atlassian, triage }: Stage, search: URLSearchParams): Look {
  const looking = lookingAt(slack, search);
  const { user, channels, channel, thread } = looking;
  const surface = {
    names: namesOf(slack.users(), slack.channels()),
    people: slack.users().map(({ id, real_name }) => ({ value: id, label: real_name })),
    channels: channels
      .filter(({ is_im }) => !is_im)
      .map(({ id, name = id }) => ({ value: id, label: `#${name}` })),
  };
  const reading: Reading = { ...looking, slack, surface };
  const title = channel ? channelLabel(channel, triage, slack.users()) : html`Home tab`;
  const inside = channel ? channelMessages(reading) : homeOf(slack.homeOf(user.id), surface);
  const regions: Record<string, Html> = {
    nav: navigation(looking, slack, triage),
    title,
    messages: inside.markup === '' ? welcome(reading) : inside,
    thread: threadMessages(reading),
    'thread-close': html`<a href="${addressOf(looking, { thread: null })}" aria-label="Close the thread">✕</a>`,
    accounts: accountsPanel(atlassian),
    modal: modalOf(slack.modalOf(user.id), surface),
    heard: html`${newest(reading)}`,
  };
  return {
    address: addressOf(looking),
    regions: Object.fromEntries(Object.entries(regions).map(([id, { markup }]) => [id, markup])),
    open: thread === null ? 'channel' : 'thread',
    canWrite: channel !== null,
    placeholder: placeholderFor(channel),
  };
}

function placeholderFor(channel: Channel | null): string {
  if (channel?.is_im) return 'Paste an error for the bot';
  return channel?.is_mpim ? 'Message the group' : `Message #${channel?.name ?? ''}`;
}

function welcome({ channel }: Reading): Html {
  const among = channel?.is_im ? 'your direct message' : 'a group message';
  const what =
    channel?.is_im || channel?.is_mpim
      ? `This is ${among} with the bot.`
      : `This is the very beginning of #${channel?.name ?? ''}.`;
  return html`<div class="empty"><p>${what} Paste a provisioning error below, or post an example:</p>${exampleButtons()}</div>`;
}

export function exampleButtons(): Html {
  return html`<ul class="examples">${EXAMPLES.map(
    ({ id, label, kind }) =>
      html`<li><button type="button" data-act="${JSON.stringify({ type: 'example', id })}"><small>${kind}</small> ${label}</button></li>`,
  )}</ul>`;
}
