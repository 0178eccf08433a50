import type { Channel } from '../slack/types.ts';
import { accountsPanel } from './accounts.ts';
import { exampleButtons } from './example-buttons.ts';
import { type Html, html } from './html.ts';
import type { LocalServices } from './local-services.ts';
import { channelMessages, type MessageContext, newestMessage, threadMessages } from './messages.ts';
import { namesOf } from './names.ts';
import { channelLabel, navigation } from './navigation.ts';
import { formatPageAddress, parsePageAddress } from './page-address.ts';
import { homeView, modalView } from './views.ts';

/** What somebody sees: the content of each page region by its id, the address that shows it, and whether they can write. */
export type PageRegions = {
  address: string;
  regions: Record<string, string>;
  open: 'channel' | 'thread';
  canWrite: boolean;
  placeholder: string;
};

/** What the person in the page's address sees there. */
export function pageRegionsAt(
  { slack, atlassian, triage }: LocalServices,
  search: URLSearchParams,
): PageRegions {
  const address = parsePageAddress(slack, search);
  const { user, channels, channel, thread } = address;
  const surface = {
    names: namesOf(slack.users(), slack.channels()),
    people: slack.users().map(({ id, real_name }) => ({ value: id, label: real_name })),
    channels: channels
      .filter(({ is_im }) => !is_im)
      .map(({ id, name = id }) => ({ value: id, label: `#${name}` })),
  };
  const context: MessageContext = { ...address, slack, surface };
  const title = channel ? channelLabel(channel, triage, slack.users()) : html`Home tab`;
  const inside = channel ? channelMessages(context) : homeView(slack.homeOf(user.id), surface);
  const regions: Record<string, Html> = {
    nav: navigation(address, slack, triage),
    title,
    messages: inside.markup === '' ? welcome(context) : inside,
    thread: threadMessages(context),
    'thread-close': html`<a href="${formatPageAddress(address, { thread: null })}" aria-label="Close the thread">✕</a>`,
    accounts: accountsPanel(atlassian),
    modal: modalView(slack.modalOf(user.id), surface),
    heard: html`${newestMessage(context)}`,
  };
  return {
    address: formatPageAddress(address),
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

function welcome({ channel }: MessageContext): Html {
  const among = channel?.is_im ? 'your direct message' : 'a group message';
  const what =
    channel?.is_im || channel?.is_mpim
      ? `This is ${among} with the bot.`
      : `This is the very beginning of #${channel?.name ?? ''}.`;
  return html`<div class="empty"><p>${what} Paste a provisioning error below, or post an example:</p>${exampleButtons()}</div>`;
}
