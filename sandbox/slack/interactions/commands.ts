import { asJson, parsed } from '../arguments.ts';
import type { Outcome } from '../delivery.ts';
import { messageObject } from '../message-object.ts';
import { SCOPE_OF_COMMANDS } from '../scopes.ts';
import type { Json, User } from '../types.ts';
import type { ActionContext } from './action-context.ts';
import { channelName, channelOf, payloadBy, personWhoActs } from './payload.ts';
import { respond } from './respond.ts';

/** A slash command. `threadTs`: the thread it is typed in; Slack's client refuses commands there. */
export type Command = { user: string; channel: string; command: string; text?: string; threadTs?: string };

/**
 * Sends a slash command from any channel the person is in, even one without the bot. Shows the response to that person.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export async function command(context: ActionContext, given: Command): Promise<Outcome> {
  const { state, origin, deliver } = context;
  const user = memberWhoActs(context, given.user);
  const channel = channelOf(state, given.channel, user);
  if (given.threadTs !== undefined) throw new Error(`${given.command} is not supported in threads.`);
  const target = { user: user.id, channel: channel.id };
  const outcome = await deliver('slash_commands', {
    token: payloadBy(state, user).token,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: given.command,
    text: given.text ?? '',
    api_app_id: state.bot.appId,
    is_enterprise_install: 'false',
    response_url: state.responseUrls.issue(origin, target),
    trigger_id: state.triggers.issue({ user: user.id }),
  });
  if (!outcome.acked) {
    const failure = outcome.status === undefined ? 'operation_timeout' : 'dispatch_failed';
    const text = `${given.command} failed with the error "${failure}"`;
    state.addEphemeral({ ...target, text, author: 'USLACKBOT' });
    return outcome;
  }
  const body = bodyOf(outcome.response);
  if (Object.keys(body).length > 0) {
    const refusal = respond(context, target, body);
    if (refusal) throw new Error(`The response to ${given.command} was refused: ${refusal.error}`);
  }
  return outcome;
}

/** The body of a command's acknowledgement: JSON, plain text, or nothing. */
function bodyOf(response: unknown): Json {
  const body = typeof response === 'string' ? parsed(response) : response;
  return typeof body === 'string' && body !== '' ? { text: body } : asJson(body);
}

/**
 * Uses a message shortcut on any message in a channel the person is in, even one without the bot.
 * https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
 */
export async function shortcut(
  context: ActionContext,
  given: { user: string; channel: string; ts: string; callbackId: string },
): Promise<Outcome> {
  const { state, origin, deliver } = context;
  const user = memberWhoActs(context, given.user);
  const channel = channelOf(state, given.channel, user);
  const message = state.find(channel.id, given.ts);
  if (!message) throw new Error(`${channel.id} has no message ${given.ts}.`);
  return await deliver('interactive', {
    type: 'message_action',
    ...payloadBy(state, user),
    channel: { id: channel.id, name: channelName(channel) },
    callback_id: given.callbackId,
    trigger_id: state.triggers.issue({ user: user.id }),
    response_url: state.responseUrls.issue(origin, { user: user.id, channel: channel.id }),
    action_ts: state.nextTs(),
    message_ts: message.ts,
    message: messageObject(state, message, false),
  });
}

/** Commands and shortcuts are offered only to members of the team that installed the app, and require a scope. */
function memberWhoActs({ state, grants }: ActionContext, id: string): User {
  const user = personWhoActs(state, id);
  if (user.team_id !== state.team.id)
    throw new Error(`${id} belongs to another team, which is not offered commands and shortcuts.`);
  if (!grants(SCOPE_OF_COMMANDS)) throw new Error('The app lacks the scope commands.');
  return user;
}
