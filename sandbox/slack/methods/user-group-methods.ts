import { flag, text } from '../arguments.ts';
import type { State } from '../state.ts';
import type { Json, UserGroup } from '../types.ts';
import { type Method, refused } from './method.ts';

/** https://docs.slack.dev/reference/methods : the usergroups.* family. */
export const userGroupMethods: Record<string, Method> = {
  'usergroups.list': (args, { state }) => ({
    ok: true,
    usergroups: [...state.userGroups.values()].map((group) =>
      groupObject(state, group, flag(args, 'include_users')),
    ),
  }),

  'usergroups.users.list': (args, { state }) => {
    const group = state.userGroups.get(text(args, 'usergroup'));
    return group ? { ok: true, users: group.users } : refused('no_such_subteam');
  },
};

/** https://docs.slack.dev/reference/objects/usergroup-object */
function groupObject({ team }: State, { id, name, handle, users }: UserGroup, withUsers: boolean): Json {
  return {
    id,
    team_id: team.id,
    is_usergroup: true,
    is_subteam: true,
    name,
    handle,
    description: '',
    is_external: false,
    date_create: 1_700_000_000,
    date_update: 1_700_000_000,
    date_delete: 0,
    auto_type: null,
    user_count: users.length,
    ...(withUsers ? { users } : {}),
  };
}
