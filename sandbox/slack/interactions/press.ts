import type { Outcome } from '../delivery.ts';
import { messageObject } from '../message-object.ts';
import type { State } from '../state.ts';
import type { Channel, Ephemeral, Json, StoredMessage, User } from '../types.ts';
import type { Values, View } from '../view-store.ts';
import type { ActionContext } from './action-context.ts';
import { type Chosen, entryOf, valuesOf } from './entries.ts';
import { channelName, channelOf, payloadBy, personWhoActs } from './payload.ts';
import { isButton, theOneElement, type UsableElement, usableElementsIn } from './usable-elements.ts';

/**
 * What is pressed: an element in a message (with the `ts` that `seenBy` returns), or in the person's open modal or Home tab.
 * `chosen`: for a menu, the option's value or the id; for feedback buttons, the value of one of the two.
 */
export type Press = { user: string; actionId: string; blockId?: string; chosen?: Chosen } & (
  | { channel: string; ts: string; view?: never }
  | { view: 'modal' | 'home'; channel?: never; ts?: never }
);

/** Sends a press as `block_actions`. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function press(context: ActionContext, pressed: Press): Promise<Outcome> {
  const user = personWhoActs(context.state, pressed.user);
  const payload =
    pressed.view === undefined ? inMessage(context, user, pressed) : inView(context.state, user, pressed);
  return await context.deliver('interactive', payload);
}

function inMessage(
  { state, origin }: ActionContext,
  user: User,
  at: Press & { channel: string; ts: string },
): Json {
  const channel = channelOf(state, at.channel, user);
  const message = state.find(channel.id, at.ts);
  const ephemeral = state.ephemerals.find((one) => one.ts === at.ts && one.user === user.id);
  const source = message ?? ephemeral;
  if (!source) throw new Error(`${user.id} sees no message ${at.ts} in ${channel.id}.`);
  if (message && message.bot_id !== state.bot.botId)
    throw new Error(`${at.ts} is not a message from the bot.`);
  const blocks = Array.isArray(source.blocks) ? source.blocks : [];
  const placed = theOneElement(usableElementsIn(blocks), at.actionId, at.blockId, `The message ${at.ts}`);
  const action = actionOf(state, placed, at.chosen);
  const entered = entriesWith({}, placed, at.chosen);
  return {
    type: 'block_actions',
    ...payloadBy(state, user),
    container: containerOf(channel, source, message === undefined),
    trigger_id: state.triggers.issue({ user: user.id }),
    channel: { id: channel.id, name: channelName(channel) },
    ...(message ? { message: messageObject(state, message, false) } : {}),
    state: { values: valuesOf(blocks, entered) },
    response_url: state.responseUrls.issue(origin, { user: user.id, channel: channel.id, original: at.ts }),
    actions: [action],
  };
}

function containerOf(
  channel: Channel,
  { ts, thread_ts }: StoredMessage | Ephemeral,
  is_ephemeral: boolean,
): Json {
  const thread = thread_ts === undefined ? {} : { thread_ts };
  return { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral, ...thread };
}

function inView(state: State, user: User, at: Press & { view: 'modal' | 'home' }): Json {
  const view = at.view === 'home' ? state.views.homes.get(user.id) : state.views.top(user.id);
  if (!view) throw new Error(`${user.id} sees no ${at.view}.`);
  const placed = theOneElement(usableElementsIn(view.blocks), at.actionId, at.blockId, `The ${at.view}`);
  const action = actionOf(state, placed, at.chosen);
  view.state = { values: entriesWith(view.state.values, placed, at.chosen) };
  return {
    type: 'block_actions',
    ...payloadBy(state, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: state.triggers.issue({ user: user.id, ...(at.view === 'modal' ? { viewId: view.id } : {}) }),
    view: viewWithState(view),
    actions: [action],
  };
}

/** A view in the form that payloads contain: with the values of everything in it. */
export function viewWithState(view: View): Json {
  return { ...view, state: { values: valuesOf(view.blocks, view.state.values) } };
}

/** Adds what was just chosen to the entries, if the element keeps its value. */
export function entriesWith(
  entered: Values,
  { element, blockId, actionId }: UsableElement,
  chosen?: Chosen,
): Values {
  if (chosen === undefined || isButton(element) || element.type === 'overflow') return entered;
  const entry = { type: element.type, ...entryOf(element, chosen) };
  return { ...entered, [blockId]: { ...entered[blockId], [actionId]: entry } };
}

function actionOf(state: State, { block, element, blockId }: UsableElement, chosen?: Chosen): Json {
  if (block.type === 'input' && block.dispatch_action !== true) {
    throw new Error(
      `The input ${blockId} reports nothing until it is submitted, because it has no dispatch_action.`,
    );
  }
  const common = { ...shownOf(element), block_id: blockId, action_ts: state.nextTs() };
  if (element.type === 'feedback_buttons') return { ...common, ...feedbackOf(element, chosen) };
  if (isButton(element)) return common;
  if (chosen === undefined) throw new Error(`Pass the value chosen in ${element.action_id}.`);
  return { ...common, ...entryOf(element, chosen) };
}

/** The element without the fields that only Slack's client uses. */
function shownOf(element: Json): Json {
  const { options: _, option_groups: __, positive_button: ___, negative_button: ____, ...shown } = element;
  return shown;
}

function feedbackOf({ positive_button, negative_button, action_id }: Json, chosen?: Chosen): Json {
  const button = [positive_button, negative_button].find(
    (one) => (one as Json | undefined)?.value === chosen,
  );
  if (!button) throw new Error(`${action_id} has no feedback button ${chosen}.`);
  const { text, value } = button as Json;
  return { text, value };
}
