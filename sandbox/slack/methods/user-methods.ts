import { flag, text } from '../arguments.ts';
import { listPageOf } from '../list-page.ts';
import { SCOPE_OF_ADDRESSES } from '../scopes.ts';
import type { Json, User } from '../types.ts';
import { type Context, type Method, refused } from './method.ts';

/** https://docs.slack.dev/reference/methods : auth.test, users.* and bots.info. */
export const userMethods: Record<string, Method> = {
  'auth.test': (_args, { state: { bot, team } }) => ({
    ok: true,
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  }),

  'users.info': (args, context) => {
    const user = context.state.users.get(text(args, 'user'));
    return user ? { ok: true, user: userObject(user, args, context) } : refused('user_not_found');
  },

  'users.list': (args, context) => {
    const page = listPageOf([...context.state.users.values()], args, { usual: 1000, most: 1000 });
    if (typeof page === 'string') return refused(page);
    const members = page.items.map((user) => userObject(user, args, context));
    return { ok: true, members, cache_ts: 1_700_000_000, response_metadata: { next_cursor: page.next } };
  },

  'bots.info': (args, { state }) => {
    const id = text(args, 'bot') || state.bot.botId;
    const user = [...state.users.values()].find(({ bot_id }) => bot_id === id);
    if (!user) return refused('bot_not_found');
    const app_id = id === state.bot.botId ? state.bot.appId : 'A0INTEGRATION';
    const about = { id, app_id, user_id: user.id, name: user.name };
    return { ok: true, bot: { ...about, deleted: false, updated: 1_700_000_000, icons: {} } };
  },
};

/** https://docs.slack.dev/reference/objects/user-object . Slack reveals less about people in other teams. */
function userObject(user: User, args: Json, { grants }: Context): Json {
  const { email, real_name, name, bot_id, is_stranger = false, ...fields } = user;
  const withLocale = flag(args, 'include_locale');
  const about = { ...(email && grants(SCOPE_OF_ADDRESSES) ? { email } : {}), ...(bot_id ? { bot_id } : {}) };
  const profile = { real_name, display_name: name, team: user.team_id, ...about };
  const own = { is_admin: false, is_owner: false, is_restricted: false, is_ultra_restricted: false };
  return {
    deleted: false,
    is_bot: false,
    is_app_user: false,
    ...(is_stranger ? { is_stranger } : own),
    ...fields,
    name,
    real_name,
    profile,
    tz: 'Etc/UTC',
    updated: 1_700_000_000,
    ...(withLocale && !is_stranger ? { locale: 'en-US' } : {}),
  };
}
