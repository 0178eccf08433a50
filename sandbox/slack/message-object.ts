import type { State } from './state.ts';
import type { Json, StoredMessage } from './types.ts';

/** A message in the form that the Web API returns: without its channel, with metadata on request, a root with its reply count. */
export function messageObject(state: State, message: StoredMessage, withMetadata: boolean): Json {
  const { channel, metadata, ...fields } = message;
  const replies = state.messages(channel, message.ts).filter(({ ts }) => ts !== message.ts);
  return {
    ...fields,
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(replies.length > 0 ? threadFields(message, replies) : {}),
  };
}

function threadFields({ ts }: StoredMessage, replies: StoredMessage[]): Json {
  const users = [...new Set(replies.map(({ user, bot_id }) => user ?? bot_id))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}
