import { accessibleChannel } from '../accessible-channel.ts';
import { text } from '../arguments.ts';
import type { Json, Reaction } from '../types.ts';
import { type Context, type Method, refused, type WebApiResponse } from './method.ts';

/** https://docs.slack.dev/reference/methods : reactions.add and reactions.remove. */
export const reactionMethods: Record<string, Method> = {
  'reactions.add': (args, context) => react('add', args, context),
  'reactions.remove': (args, context) => react('remove', args, context),
};

function react(method: Reaction['method'], args: Json, { state }: Context): WebApiResponse {
  const channel = accessibleChannel(state, text(args, 'channel'));
  if (typeof channel === 'string') return refused(channel);
  const message = state.find(channel.id, text(args, 'timestamp'));
  if (!message) return refused('message_not_found');
  const name = text(args, 'name').replaceAll(':', '');
  if (!/^[\w+'-]+$/.test(name)) return refused('invalid_name');

  const { reactions: before = [], ...rest } = message;
  const me = state.bot.userId;
  const others = before.filter((reaction) => reaction.name !== name);
  const users = before.find((reaction) => reaction.name === name)?.users ?? [];
  if (method === 'add' && users.includes(me)) return refused('already_reacted');
  if (method === 'remove' && !users.includes(me)) return refused('no_reaction');

  const now = method === 'add' ? [...users, me] : users.filter((user) => user !== me);
  const left = now.length > 0 ? [...others, { name, users: now, count: now.length }] : others;
  state.reactions.push({ method, channel: channel.id, ts: message.ts, name });
  state.replace({ ...rest, ...(left.length > 0 ? { reactions: left } : {}) });
  return { ok: true };
}
