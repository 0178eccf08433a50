import { asJson } from '../slack/arguments.ts';
import type { SeenMessage } from '../slack/interactions/seen-by.ts';
import type { LocalSlack } from '../slack/slack.ts';
import { attachmentsOf, filesOf } from './attachments.ts';
import { avatar } from './avatar.ts';
import { blocksOf, type Surface } from './blocks.ts';
import { type Html, html, nothing } from './html.ts';
import { mrkdwn, typedAgain } from './mrkdwn.ts';
import { emojiOf, type Names } from './names.ts';
import { formatPageAddress, type PageAddress } from './page-address.ts';
import { personKindOf } from './person-kind.ts';

/** What rendering messages requires: who is looking at what, and the names to show. */
export type MessageContext = PageAddress & { slack: LocalSlack; surface: Omit<Surface, 'scope' | 'target'> };

/** Renders the messages of the channel, without replies. */
export function channelMessages(context: MessageContext): Html {
  const { slack, user, channel } = context;
  if (!channel) return nothing;
  const seen = slack.seenBy(user.id, channel.id);
  const shown = seen.filter((one) => !isReply(one) || one.subtype === 'thread_broadcast');
  return html`${shown.map((one) =>
    message(
      one,
      context,
      seen.filter((other) => other.thread_ts === one.ts && isReply(other)),
    ),
  )}`;
}

/** Renders the open thread, starting with its root. */
export function threadMessages(context: MessageContext): Html {
  const { slack, user, channel, thread } = context;
  if (!channel || !thread) return nothing;
  const seen = slack.seenBy(user.id, channel.id);
  return html`${seen
    .filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread)
    .map((one) => message(one, context))}`;
}

const isReply = ({ ts, thread_ts }: SeenMessage): boolean => thread_ts !== undefined && thread_ts !== ts;

/** `replies`: the replies that the channel shows as a link. */
function message(one: SeenMessage, context: MessageContext, replies?: SeenMessage[]): Html {
  const { names } = context.surface;
  const author = authorOf(one, names);
  const time = new Date(Number(one.ts) * 1000);
  const clock = time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return html`<article class="message${one.is_ephemeral && html` ephemeral`}" data-ts="${one.ts}">${avatar(
    one.user ?? one.bot_id ?? '',
    author,
    one.user === context.slack.botUserId,
  )}<div class="content">${one.is_ephemeral && html`<p class="private">Only visible to you</p>`}<p class="by"><strong>${author}</strong>${tagOf(
    one,
    context,
  )} <time datetime="${time.toISOString()}">${clock}</time></p>${contentOf(one, context, replies ? 'channel' : 'thread')}${reactionsOf(
    one,
  )}${replies && replies.length > 0 && threadLink(one, context, replies)}</div>${menuOf(one, context)}</article>`;
}

function authorOf({ user, username, bot_id }: SeenMessage, names: Names): string {
  if (user === 'USLACKBOT') return 'Slackbot';
  return user === undefined ? String(username ?? bot_id ?? 'Unknown') : names.user(user);
}

function tagOf({ user: id, bot_id }: SeenMessage, { slack }: MessageContext): Html {
  if (bot_id !== undefined) return html` <span class="tag">App</span>`;
  const user = slack.users().find((one) => one.id === id);
  const kind = user && personKindOf(user);
  return kind && /guest|outsider/.test(kind) ? html` <span class="tag">${kind}</span>` : nothing;
}

function contentOf(one: SeenMessage, { surface }: MessageContext, pane: string): Html {
  if (one.subtype === 'tombstone') return html`<p class="gone">This message was deleted.</p>`;
  const target = { channel: one.channel, ts: one.ts };
  const full = { ...surface, scope: `${pane}:${one.ts}`, target };
  const written = one.blocks?.length
    ? blocksOf(one.blocks, full)
    : html`<p>${mrkdwn(one.text, surface.names)}</p>`;
  const edited = one.edited !== undefined && html`<small class="edited">(edited)</small>`;
  return html`<div class="text">${written}${edited}</div>${attachmentsOf(one.attachments, full)}${filesOf(one.files)}`;
}

function reactionsOf({ reactions = [] }: SeenMessage): Html | false {
  const chips = reactions.map(
    ({ name, count }) => html`<span class="reaction" title=":${name}:">${emojiOf(name)} ${count}</span>`,
  );
  return chips.length > 0 && html`<p class="reactions">${chips}</p>`;
}

function threadLink({ ts }: SeenMessage, context: MessageContext, replies: SeenMessage[]): Html {
  const hidden = replies.filter(({ is_ephemeral }) => is_ephemeral).length;
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return html`<a class="replies" href="${formatPageAddress(context, { thread: ts })}">${count}${hidden > 0 && `, ${hidden} only visible to you`}</a>`;
}

/** The menu that Slack offers on a message. People from other organisations are offered no shortcuts. */
function menuOf(one: SeenMessage, context: MessageContext): Html {
  const { user, channel, surface } = context;
  if (one.subtype === 'tombstone' || !channel) return nothing;
  const at = { channel: one.channel, ts: one.ts };
  const act = (label: string, given: object) =>
    html`<button type="button" data-act="${JSON.stringify(given)}">${label}</button>`;
  const own = one.user === user.id && !user.is_bot && !one.is_ephemeral;
  const items = [
    !one.is_ephemeral &&
      html`<a href="${formatPageAddress(context, { thread: one.thread_ts ?? one.ts })}">Reply in thread</a>`,
    !one.is_ephemeral &&
      !user.is_bot &&
      !user.is_stranger &&
      act('Diagnose SCIM error', { type: 'shortcut', ...at }),
    own &&
      html`<button type="button" data-edit="${typedAgain(one.text)}" data-then="${JSON.stringify({ type: 'edit', ...at })}">Edit message</button>`,
    own && act('Delete message', { type: 'remove', ...at }),
  ].filter((item) => item !== false);
  if (items.length === 0) return nothing;
  const by = authorOf(one, surface.names);
  return html`<details class="menu"><summary aria-label="Actions for the message of ${by}">⋯</summary><div>${items}</div></details>`;
}

/** What a screen reader announces about the newest message in view. */
export function newestMessage({ slack, user, channel, thread, surface }: MessageContext): string {
  const seen = channel ? slack.seenBy(user.id, channel.id) : [];
  const last = seen.filter(({ ts, thread_ts }) => !thread || ts === thread || thread_ts === thread).at(-1);
  if (!last || last.user === user.id) return '';
  const title = asJson(asJson(last.blocks?.[0]).text).text ?? last.text;
  return `${authorOf(last, surface.names)}: ${String(title).slice(0, 150)}`;
}
