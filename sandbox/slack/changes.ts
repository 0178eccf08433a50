import { eventOfMembership, eventsOfChange } from './events.ts';
import type { ActionContext } from './interactions/action-context.ts';
import { removeMessage } from './remove-message.ts';
import { richTextBlock, wireText } from './typed-text.ts';
import type { Channel, User } from './types.ts';

/** Changes to the workspace that the bot does not make. Each rejects with an Error if its subject does not exist. */
export type Changes = {
  /** Edits a message as its author. */
  edit(channel: string, ts: string, text: string): Promise<void>;
  /** Deletes a message as its author. */
  remove(message: { channel: string; ts: string }): Promise<void>;
  /** Deletes a message, and the bot is not told. */
  vanish(message: { channel: string; ts: string }): void;
  /** Adds a person or the bot to a channel, or removes them from it. */
  setMembership(channel: string, user: string, membership: 'in' | 'out'): Promise<void>;
  setChannel(id: string, changes: Partial<Omit<Channel, 'id'>>): Promise<void>;
  setUser(id: string, changes: Partial<Omit<User, 'id'>>): Promise<void>;
  setUserGroup(id: string, members: string[]): Promise<void>;
};

export function changesOf(context: ActionContext): Changes {
  const { state, tell, announce } = context;

  return {
    async edit(channel, ts, text) {
      const before = state.find(channel, ts);
      if (!before) throw new Error(`${channel} has no message ${ts} to edit.`);
      const edited = { user: before.user ?? '', ts: state.nextTs() };
      const after = { ...before, text: wireText(text), blocks: [richTextBlock(text)], edited };
      state.replace(after);
      await tell(eventsOfChange(state, after, before));
    },

    async remove({ channel, ts }) {
      const message = state.find(channel, ts);
      if (!message) throw new Error(`${channel} has no message ${ts} to delete.`);
      await removeMessage({ state, announce }, message);
    },

    vanish({ channel, ts }) {
      const message = state.find(channel, ts);
      if (message) state.remove(message);
    },

    async setMembership(id, user, membership) {
      const channel = found(state.channels, id, 'channel');
      found(state.users, user, 'user');
      if (channel.is_im) throw new Error(`${id} is a direct message, which nobody can join or leave.`);
      const isIn = membership === 'in';
      const ofBot = user === state.bot.userId;
      const members = state.membersOf(channel).filter((one) => one !== user);
      const after: Channel = ofBot
        ? { ...channel, is_member: isIn }
        : { ...channel, members: isIn ? [...members, user] : members };
      state.channels.set(id, after);
      state.changed();
      const botIsThere = ofBot || channel.is_member !== false;
      if (botIsThere) await tell(eventOfMembership(state, after, user, isIn));
    },

    async setChannel(id, changes) {
      state.channels.set(id, { ...found(state.channels, id, 'channel'), ...changes });
      state.changed();
    },

    async setUser(id, changes) {
      state.users.set(id, { ...found(state.users, id, 'user'), ...changes });
      state.changed();
    },

    async setUserGroup(id, users) {
      for (const user of users) found(state.users, user, 'user');
      state.userGroups.set(id, { ...found(state.userGroups, id, 'user group'), users: [...users] });
      state.changed();
    },
  };
}

function found<T>(map: Map<string, T>, id: string, what: string): T {
  const one = map.get(id);
  if (!one) throw new Error(`The local workspace has no ${what} ${id}.`);
  return one;
}
