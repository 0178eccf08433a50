import { flag, text } from './args.ts';
import { type Method, refused } from './method.ts';
import type { Json, User } from './types.ts';

/** https://docs.slack.dev/reference/methods : auth.test, users.info and bots.info. */
export const people: Record<string, Method> = {
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

  'users.info': (args, { state }) => {
    const user = state.users.get(text(args, 'user'));
    return user
      ? { ok: true, user: userObject(user, flag(args, 'include_locale')) }
      : refused('user_not_found');
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

/** https://docs.slack.dev/reference/objects/user-object ; of people in other teams Slack tells less. */
function userObject(user: User, withLocale: boolean): Json {
  const { email, real_name, name, bot_id, is_stranger = false, ...fields } = user;
  const about = { ...(email ? { email } : {}), ...(bot_id ? { bot_id } : {}) };
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
