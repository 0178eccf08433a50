import { asJson, text } from '../arguments.ts';
import { viewProblems } from '../blocks/view-problems.ts';
import { withIds } from '../blocks/with-ids.ts';
import type { Trigger } from '../interactions/triggers.ts';
import type { Json } from '../types.ts';
import type { View } from '../view-store.ts';
import { type Context, type Method, refused, type WebApiResponse } from './method.ts';

const MOST_BYTES = 250_000;

/** https://docs.slack.dev/reference/methods : views.* */
export const viewMethods: Record<string, Method> = {
  'views.open': (args, context) =>
    byTrigger(args, context, ({ user }, view) => context.state.views.open(user, view)),

  'views.push': (args, context) =>
    byTrigger(args, context, ({ user, viewId }, view) =>
      viewId === undefined ? 'invalid_trigger_id' : context.state.views.push(user, view),
    ),

  'views.update': (args, context) => {
    const { views } = context.state;
    const [id, external] = [text(args, 'view_id'), text(args, 'external_id')];
    const old = views.find((view) =>
      id ? view.id === id : external !== '' && view.external_id === external,
    );
    if (!old) return refused('not_found');
    if (text(args, 'hash') && text(args, 'hash') !== old.hash) return refused('hash_conflict');
    const problem = viewRefusal(args, context, old.type, old);
    return problem ?? kept(context, views.replace(old, given(args)));
  },

  'views.publish': (args, context) => {
    const { views, users } = context.state;
    const user = text(args, 'user_id');
    if (!users.has(user)) return refused('user_not_found');
    const old = views.homes.get(user);
    if (text(args, 'hash') && text(args, 'hash') !== old?.hash) return refused('hash_conflict');
    const problem = viewRefusal(args, context, 'home', old);
    return problem ?? kept(context, views.publish(user, given(args)), { user_id: user });
  },
};

/** Checks the view first, because only a view that is shown uses up the trigger. */
function byTrigger(
  args: Json,
  context: Context,
  show: (trigger: Trigger, view: Json) => View | string,
): WebApiResponse {
  const problem = viewRefusal(args, context, 'modal');
  if (problem) return problem;
  const trigger = context.state.triggers.exchange(text(args, 'trigger_id'));
  if (typeof trigger === 'string') return refused(trigger);
  const view = show(trigger, given(args));
  return typeof view === 'string' ? refused(view) : kept(context, view);
}

function viewRefusal(args: Json, { state }: Context, type: View['type'], old?: View): WebApiResponse | null {
  const view = asJson(args.view);
  if (Buffer.byteLength(JSON.stringify(view)) > MOST_BYTES) return refused('view_too_large');
  const problems = viewProblems(view, type);
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    return { ...refused('invalid_arguments'), response_metadata: { messages } };
  }
  const external = text(view, 'external_id');
  const taken =
    external !== '' && state.views.find((one) => one.external_id === external && one.id !== old?.id);
  return taken ? refused('duplicate_external_id') : null;
}

function given(args: Json): Json {
  const view = asJson(args.view);
  return { ...view, blocks: withIds(view.blocks as unknown[]) };
}

function kept({ state }: Context, view: View, extra: Json = {}): WebApiResponse {
  state.viewLog.push({ ...view, ...extra });
  state.changed();
  return { ok: true, view };
}
