import type { Outcome } from '../delivery.ts';
import type { ActionContext } from './action-context.ts';
import { openModalOf, payloadBy, personWhoActs } from './payload.ts';
import { viewWithState } from './press.ts';

/** Closes the person's top modal, or all of them with `all`. Tells the bot if the view asks for it. */
export async function closeView(
  { state, deliver }: ActionContext,
  { user: id, all = false }: { user: string; all?: boolean },
): Promise<Outcome | null> {
  const user = personWhoActs(state, id);
  const view = openModalOf(state, user);
  state.views.close(user.id, all);
  state.changed();
  if (view.notify_on_close !== true) return null;
  return await deliver('interactive', {
    type: 'view_closed',
    ...payloadBy(state, user),
    view: viewWithState(view),
    is_cleared: all,
  });
}
