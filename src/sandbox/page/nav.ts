import type { LocalSlack } from '../slack/slack.ts';
import type { Channel } from '../slack/types.ts';
import { type Html, html } from './html.ts';
import { addressOf, type Looking } from './looking.ts';
import { kindOf } from './people.ts';

/** The left column: who I am, channels, the app. `triage`: the channels the bot answers in unasked. */
export function navigation(looking: Looking, slack: LocalSlack, triage: readonly string[]): Html {
  const { user, channels, channel } = looking;
  const people = slack.users().filter(({ id }) => id !== slack.botUserId);
  const entry = (href: string, label: Html, isHere: boolean, latest = '') =>
    html`<li><a href="${href}" data-latest="${latest}"${isHere && html` aria-current="page"`}>${label}</a></li>`;
  const toChannel = (one: Channel) =>
    entry(
      addressOf(looking, { in: one.id }),
      channelLabel(one, triage),
      one.id === channel?.id,
      slack.seenBy(user.id, one.id).at(-1)?.ts,
    );
  const direct = channels.filter(({ is_im }) => is_im);
  return html`<label class="who">You are <select id="as" data-go>${people.map(
    (one) =>
      html`<option value="${addressOf(looking, { as: one.id })}"${one.id === user.id && html` selected`}>${one.real_name} (${kindOf(one)})</option>`,
  )}</select></label><h2>Channels</h2><ul>${channels.filter(({ is_im }) => !is_im).map(toChannel)}</ul>${
    direct.length > 0 &&
    html`<h2>Apps</h2><ul>${direct.map(toChannel)}${entry(addressOf(looking, { in: 'home' }), html`<span class="sign">⌂</span>Home tab of the app`, channel === null)}</ul>`
  }`;
}

export function channelLabel(channel: Channel, triage: readonly string[]): Html {
  const { id, name, is_im, is_mpim, is_private, is_ext_shared, is_member } = channel;
  if (is_im) return html`<span class="sign">●</span>SCIM support bot`;
  const sign = is_mpim ? '◉' : is_private ? '🔒' : '#';
  const watched = is_member !== false && triage.some((one) => one === '*' || one === id);
  const note = watched ? 'auto-triage' : is_ext_shared ? 'shared' : is_member === false ? 'no bot' : '';
  return html`<span class="sign">${sign}</span>${name ?? id}${note !== '' && html` <small>${note}</small>`}`;
}
