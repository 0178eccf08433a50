import type { State } from '../state.ts';
import type { StoredMessage } from '../types.ts';

/** A message as somebody sees it in a channel. An ephemeral one comes from the bot or from Slack itself. */
export type SeenMessage = StoredMessage & { is_ephemeral: boolean };

/** Everything a person sees in a channel, oldest first. Empty if the person is not in it. */
export function seenBy(state: State, userId: string, channelId: string): SeenMessage[] {
  const channel = state.channels.get(channelId);
  if (!channel || !state.membersOf(channel).includes(userId)) return [];
  const posted = state.messages(channelId).map((message) => ({ ...message, is_ephemeral: false }));
  const ephemeral = state.ephemerals
    .filter(({ channel, user }) => channel === channelId && user === userId)
    .map(({ author, user: _, ...content }): SeenMessage => {
      const by =
        author === undefined ? { user: state.bot.userId, bot_id: state.bot.botId } : { user: author };
      return { type: 'message', ...content, ...by, is_ephemeral: true };
    });
  return [...posted, ...ephemeral].sort((a, b) => Number(a.ts) - Number(b.ts) || a.ts.localeCompare(b.ts));
}
