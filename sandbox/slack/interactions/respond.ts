import { flag, text } from '../arguments.ts';
import { botMessage } from '../bot-message.ts';
import { messageContentOf, messageContentRefusal } from '../message-content.ts';
import { type Context, refused, type WebApiResponse } from '../methods/method.ts';
import { removeMessage } from '../remove-message.ts';
import type { Json } from '../types.ts';
import type { ResponseTarget } from './response-urls.ts';

/**
 * Handles what was sent to a response_url or in response to a command: posts a message, ephemeral unless it says
 * `in_channel`, or changes the bot's original message. Returns the refusal, if there is one.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function respond(context: Context, target: ResponseTarget, body: Json): WebApiResponse | null {
  const { original } = target;
  if (original !== undefined && flag(body, 'delete_original')) return remove(context, target, original);
  const problem = messageContentRefusal(body);
  if (problem) return problem;
  if (original !== undefined && flag(body, 'replace_original'))
    return replace(context, target, original, body);
  add(context, target, body);
  return null;
}

function add({ state, announce }: Context, { user, channel }: ResponseTarget, body: Json): void {
  const thread = text(body, 'thread_ts') ? { thread_ts: text(body, 'thread_ts') } : {};
  const content = { ...messageContentOf(body), text: text(body, 'text'), ...thread };
  if (body.response_type !== 'in_channel') {
    state.addEphemeral({ channel, user, ...content });
    return;
  }
  const message = botMessage(state, { channel, ...content });
  state.add(message);
  void announce.posted(message);
}

function remove(
  { state, announce }: Context,
  { channel, user }: ResponseTarget,
  ts: string,
): WebApiResponse | null {
  if (state.removeEphemeral(user, ts)) return null;
  const message = state.find(channel, ts);
  if (!message) return refused('message_not_found');
  void removeMessage({ state, announce }, message);
  return null;
}

function replace(
  { state, announce }: Context,
  { channel, user }: ResponseTarget,
  ts: string,
  body: Json,
): WebApiResponse | null {
  const content = { ...messageContentOf(body), text: text(body, 'text') };
  if (state.replaceEphemeral(user, ts, content)) return null;
  const message = state.find(channel, ts);
  if (!message) return refused('message_not_found');
  const { blocks: _, attachments: __, ...kept } = message;
  const changed = { ...kept, ...content, edited: { user: state.bot.userId, ts: state.nextTs() } };
  state.replace(changed);
  void announce.changed(changed, message);
  return null;
}
