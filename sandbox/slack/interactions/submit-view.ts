import { asJson, parsed } from '../arguments.ts';
import { viewProblems } from '../blocks/view-problems.ts';
import { withIds } from '../blocks/with-ids.ts';
import type { Outcome } from '../delivery.ts';
import type { State } from '../state.ts';
import type { Json, User } from '../types.ts';
import type { View } from '../view-store.ts';
import type { ActionContext } from './action-context.ts';
import { type Chosen, isEmpty } from './entries.ts';
import { openModalOf, payloadBy, personWhoActs } from './payload.ts';
import { entriesWith, viewWithState } from './press.ts';
import { isButton, theOneElement, type UsableElement, usableElementsIn } from './usable-elements.ts';

/**
 * The result of a submission. If it was not acknowledged, the modal stays open and the person is asked to try again.
 * `errors`: the problems shown, by block_id. `view`: the modal the person sees now.
 */
export type Submitted = Outcome & {
  response_action: 'errors' | 'update' | 'push' | 'clear' | null;
  errors: Record<string, string>;
  view: View | null;
};

/**
 * Fills in the person's top modal and submits it. `values`: by action_id or block_id.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export async function submitView(
  { state, deliver }: ActionContext,
  { user: id, values = {} }: { user: string; values?: Record<string, Chosen> },
): Promise<Submitted> {
  const user = personWhoActs(state, id);
  const view = openModalOf(state, user);
  if (view.submit === null) throw new Error('The modal has no submit button.');
  const inputs = usableElementsIn(view.blocks).filter(({ element }) => !isButton(element));
  for (const [name, chosen] of Object.entries(values)) {
    view.state = { values: entriesWith(view.state.values, inputNamed(inputs, name), chosen) };
  }
  const whole = viewWithState(view);
  refuseUnfilled(inputs, whole);
  const outcome = await deliver('interactive', {
    type: 'view_submission',
    ...payloadBy(state, user),
    trigger_id: state.triggers.issue({ user: user.id, viewId: view.id }),
    view: whole,
    response_urls: [],
  });
  const obeyed = outcome.acked
    ? obey(state, user, view, bodyOf(outcome))
    : { response_action: null, errors: {} };
  state.changed();
  return { ...outcome, ...obeyed, view: state.views.top(user.id) ?? null };
}

function inputNamed(inputs: UsableElement[], name: string): UsableElement {
  const isBlock = inputs.some(({ blockId }) => blockId === name);
  if (!isBlock) return theOneElement(inputs, name, undefined, 'The modal');
  const inBlock = inputs.filter(({ blockId }) => blockId === name);
  return theOneElement(inBlock, inBlock[0]?.actionId ?? '', name, 'The modal');
}

/** Slack's client does not submit a form until its inputs are filled in correctly. */
function refuseUnfilled(inputs: UsableElement[], { state }: Json): void {
  const values = asJson(asJson(state).values);
  for (const { block, element, blockId, actionId } of inputs) {
    if (block.type !== 'input') continue;
    const entry = asJson(asJson(values[blockId])[actionId]);
    const empty = isEmpty(entry);
    if (empty && block.optional !== true)
      throw new Error(`The input ${blockId}/${actionId} must be filled in.`);
    if (typeof entry.value !== 'string' || empty) continue;
    const { min_length = 0, max_length = 3000 } = element;
    const { length } = entry.value;
    if (length < Number(min_length) || length > Number(max_length)) {
      throw new Error(
        `${blockId}/${actionId} takes ${min_length} to ${max_length} characters, not ${length}.`,
      );
    }
  }
}

/** The body of an acknowledgement: JSON over HTTP, an object in Socket Mode, or nothing. */
function bodyOf({ response }: Outcome): Json {
  return asJson(typeof response === 'string' ? parsed(response) : response);
}

function obey(
  state: State,
  user: User,
  view: View,
  body: Json,
): Pick<Submitted, 'response_action' | 'errors'> {
  const { response_action } = body;
  if (response_action === undefined) state.views.close(user.id, false);
  else if (response_action === 'clear') state.views.close(user.id, true);
  else if (response_action === 'errors') return { response_action, errors: errorsOf(view, body) };
  else if (response_action === 'update') state.views.replace(view, given(body));
  else if (response_action === 'push') {
    const pushed = state.views.push(user.id, given(body));
    if (typeof pushed === 'string') throw new Error(`The response to a submission was refused: ${pushed}`);
  } else throw new Error(`Unknown response_action: ${JSON.stringify(response_action)}`);
  return { response_action: response_action ?? null, errors: {} };
}

function errorsOf({ blocks }: View, body: Json): Record<string, string> {
  const inputs = blocks.map(asJson).filter(({ type }) => type === 'input');
  const errors = Object.entries(asJson(body.errors)).map(([id, text]) => [id, String(text)]);
  const stray = errors.filter(([id]) => !inputs.some(({ block_id }) => block_id === id));
  if (errors.length === 0 || stray.length > 0) {
    throw new Error(`Only input blocks can show errors: ${JSON.stringify(body.errors)}`);
  }
  return Object.fromEntries(errors);
}

function given(body: Json): Json {
  const view = asJson(body.view);
  const problems = viewProblems(view, 'modal');
  if (problems.length > 0)
    throw new Error(`The response to a submission was refused: ${problems.join('; ')}`);
  return { ...view, blocks: withIds(view.blocks as unknown[]) };
}
