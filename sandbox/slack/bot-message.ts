import type { State } from './state.ts';
import type { StoredMessage } from './types.ts';

/** The stored form of a message from the bot. https://docs.slack.dev/messaging/retrieving-messages */
export function botMessage(
  state: State,
  fields: Partial<StoredMessage> & { channel: string },
): StoredMessage {
  const { bot, team } = state;
  const parent = fields.thread_ts ? state.find(fields.channel, fields.thread_ts) : undefined;
  return {
    type: 'message',
    text: '',
    user: bot.userId,
    bot_id: bot.botId,
    app_id: bot.appId,
    team: team.id,
    bot_profile: { id: bot.botId, app_id: bot.appId, name: bot.name, team_id: team.id, deleted: false },
    ts: state.nextTs(),
    ...(parent?.user ? { parent_user_id: parent.user } : {}),
    ...fields,
  };
}
