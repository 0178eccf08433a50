import type { State } from '../state.ts';
import type { Channel, Json, User } from '../types.ts';
import type { View } from '../view-store.ts';

/** The part that all payloads of a person's actions share. https://docs.slack.dev/reference/interaction-payloads */
export function payloadBy(state: State, user: User): Json {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    api_app_id: state.bot.appId,
    token: 'verification-of-the-sandbox',
    team: { id: state.team.id, domain: state.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The person with this id. Throws an Error if they cannot act. */
export function personWhoActs(state: State, id: string): User {
  const user = state.users.get(id);
  if (!user) throw new Error(`The local workspace has no user ${id}.`);
  if (user.is_bot) throw new Error(`${id} is a bot and cannot act.`);
  if (user.deleted) throw new Error(`${id} is deactivated.`);
  return user;
}

/** The channel with this id. Throws an Error if the person is not in it. */
export function channelOf(state: State, id: string, user: User): Channel {
  const channel = state.channels.get(id);
  if (!channel) throw new Error(`The local workspace has no channel ${id}.`);
  if (!state.membersOf(channel).includes(user.id)) throw new Error(`${user.id} is not in ${id}.`);
  return channel;
}

/** The person's top modal. Throws an Error if none is open. */
export function openModalOf(state: State, user: User): View {
  const view = state.views.top(user.id);
  if (!view) throw new Error(`${user.id} has no modal open.`);
  return view;
}

/** The name of a channel in payloads, where channels that are not public share a generic name. */
export function channelName({ id, name = id, is_im, is_mpim, is_private }: Channel): string {
  if (is_im) return 'directmessage';
  return is_private && !is_mpim ? 'privategroup' : name;
}
