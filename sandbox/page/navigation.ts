import type { LocalSlack } from '../slack/slack.ts';
import type { Channel, User } from '../slack/types.ts';
import { type Html, html } from './html.ts';
import { appIcon, homeIcon, lockIcon, peopleIcon } from './icons.ts';
import { formatPageAddress, type PageAddress } from './page-address.ts';
import { personKindOf } from './person-kind.ts';

/** The left column: the person you are, the channels and the app. `triage`: where the bot answers without being asked. */
export function navigation(address: PageAddress, slack: LocalSlack, triage: readonly string[]): Html {
  const { user, channels, channel } = address;
  const everybody = slack.users().filter(({ id }) => id !== slack.botUserId);
  const entry = (href: string, label: Html, isHere: boolean, latest = '') =>
    html`<li><a href="${href}" data-latest="${latest}"${isHere && html` aria-current="page"`}>${label}</a></li>`;
  const toChannel = (one: Channel) =>
    entry(
      formatPageAddress(address, { in: one.id }),
      channelLabel(one, triage, everybody),
      one.id === channel?.id,
      slack.seenBy(user.id, one.id).at(-1)?.ts,
    );
  const direct = channels.filter(({ is_im }) => is_im);
  const rooms = channels.filter(({ is_im }) => !is_im);
  const sorted = [...rooms.filter(({ is_mpim }) => !is_mpim), ...rooms.filter(({ is_mpim }) => is_mpim)];
  return html`<label class="who">You are <select id="as" data-go>${everybody.map(
    (one) =>
      html`<option value="${formatPageAddress(address, { as: one.id })}"${one.id === user.id && html` selected`}>${one.real_name} (${personKindOf(one)})</option>`,
  )}</select></label><h2>Channels</h2><ul>${sorted.map(toChannel)}</ul>${
    direct.length > 0 &&
    html`<h2>Apps</h2><ul>${direct.map(toChannel)}${entry(formatPageAddress(address, { in: 'home' }), html`<span class="sign" aria-hidden="true">${homeIcon}</span>Home tab of the app`, channel === null)}</ul>`
  }`;
}

export function channelLabel(channel: Channel, triage: readonly string[], users: User[]): Html {
  const { id, name, is_im, is_mpim, is_private, is_ext_shared, is_member, members = [] } = channel;
  if (is_im) return html`<span class="sign" aria-hidden="true">${appIcon}</span>SCIM support bot`;
  if (is_mpim) {
    const names = users.filter((one) => members.includes(one.id)).map(({ real_name }) => real_name);
    return html`<span class="sign" aria-hidden="true">${peopleIcon}</span>${names.map((one) => one.split(' ')[0]).join(', ')} and the bot`;
  }
  const watched = is_member !== false && triage.some((one) => one === '*' || one === id);
  const note = watched ? 'auto-triage' : is_ext_shared ? 'shared' : is_member === false ? 'no bot' : '';
  return html`<span class="sign" aria-hidden="true">${is_private ? lockIcon : '#'}</span>${name ?? id}${note !== '' && html` <small>${note}</small>`}`;
}
