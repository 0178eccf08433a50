import type { Outcome } from '../delivery.ts';
import { eventOfHome } from '../events.ts';
import type { View } from '../view-store.ts';
import type { ActionContext } from './action-context.ts';
import { closeView } from './close-view.ts';
import { type Command, command, shortcut } from './commands.ts';
import type { Chosen } from './entries.ts';
import { personWhoActs } from './payload.ts';
import { type Press, press } from './press.ts';
import { type SeenMessage, seenBy } from './seen-by.ts';
import { type Submitted, submitView } from './submit-view.ts';

/** What people do and see. Anything that is not possible in Slack rejects with an Error that says why. */
export type Interactions = {
  /** Presses a button or uses a menu. Resolves once the bot acknowledges it or takes too long. */
  press(pressed: Press): Promise<Outcome>;
  submitView(filled: { user: string; values?: Record<string, Chosen> }): Promise<Submitted>;
  /** null if the view does not ask to be notified */
  closeView(closed: { user: string; all?: boolean }): Promise<Outcome | null>;
  command(given: Command): Promise<Outcome>;
  shortcut(used: { user: string; channel: string; ts: string; callbackId: string }): Promise<Outcome>;
  /** Opens the app's Home tab or Messages tab. */
  openHome(opened: { user: string; tab?: 'home' | 'messages' }): Promise<void>;
  /** this person's top modal */
  modalOf(user: string): View | null;
  /** the view published last to this person's Home tab */
  homeOf(user: string): View | null;
  /** What this person sees in a channel, ephemeral messages included, oldest first. */
  seenBy(user: string, channel: string): SeenMessage[];
};

export function interactionsOf(context: ActionContext): Interactions {
  const { state, tell } = context;
  return {
    press: (pressed) => press(context, pressed),
    submitView: (filled) => submitView(context, filled),
    closeView: (closed) => closeView(context, closed),
    command: (given) => command(context, given),
    shortcut: (used) => shortcut(context, used),
    async openHome({ user: id, tab = 'home' }) {
      await tell(eventOfHome(state, personWhoActs(state, id), tab));
    },
    modalOf: (user) => state.views.top(user) ?? null,
    homeOf: (user) => state.views.homes.get(user) ?? null,
    seenBy: (user, channel) => seenBy(state, user, channel),
  };
}
