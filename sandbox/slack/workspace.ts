import type { BotIdentity, Workspace } from './types.ts';

const TEAM = 'T0SANDBOX';
const OTHER_TEAM = 'T0OTHER';

export const BOT: BotIdentity = {
  userId: 'U0BOT',
  botId: 'B0BOT',
  appId: 'A0SANDBOX',
  name: 'SCIM support bot',
};

const INSIDE = ['U0ADMIN', 'U0MEMBER', 'U0OTHER', 'U0ALERTS'];

/** People of every kind that Slack knows, a direct message with each of them, every kind of channel, and a user group. */
export const defaultWorkspace: Workspace = {
  team: { id: TEAM, name: 'Sandbox', domain: 'sandbox' },
  users: [
    {
      id: 'U0ADMIN',
      name: 'ada',
      real_name: 'Ada Admin',
      email: 'ada@example.com',
      team_id: TEAM,
      is_admin: true,
      is_owner: true,
    },
    { id: 'U0MEMBER', name: 'mia', real_name: 'Mia Member', email: 'mia@example.com', team_id: TEAM },
    { id: 'U0OTHER', name: 'otto', real_name: 'Otto Other', email: 'otto@example.com', team_id: TEAM },
    {
      id: 'U0GUEST',
      name: 'gus',
      real_name: 'Gus Guest',
      email: 'gus@example.net',
      team_id: TEAM,
      is_restricted: true,
    },
    {
      id: 'U0SINGLE',
      name: 'sil',
      real_name: 'Sil Single-Channel',
      email: 'sil@example.net',
      team_id: TEAM,
      is_restricted: true,
      is_ultra_restricted: true,
    },
    { id: 'U0OUTSIDER', name: 'olu', real_name: 'Olu Outsider', team_id: OTHER_TEAM, is_stranger: true },
    { id: 'U0ALERTS', name: 'alerts', real_name: 'Alerts', team_id: TEAM, is_bot: true, bot_id: 'B0ALERTS' },
  ],
  channels: [
    { id: 'D0ADMIN', is_im: true, user: 'U0ADMIN' },
    { id: 'D0MEMBER', is_im: true, user: 'U0MEMBER' },
    { id: 'D0OTHER', is_im: true, user: 'U0OTHER' },
    { id: 'D0GUEST', is_im: true, user: 'U0GUEST' },
    { id: 'D0SINGLE', is_im: true, user: 'U0SINGLE' },
    { id: 'D0OUTSIDER', is_im: true, user: 'U0OUTSIDER', is_ext_shared: true },
    { id: 'G0GROUP', name: 'mpdm-ada--mia--scim-1', is_mpim: true, members: ['U0ADMIN', 'U0MEMBER'] },
    { id: 'C0SUPPORT', name: 'support', members: INSIDE },
    { id: 'C0ESCALATE', name: 'scim-escalations', members: INSIDE },
    { id: 'C0GENERAL', name: 'general', members: [...INSIDE, 'U0GUEST'] },
    { id: 'C0SHARED', name: 'shared-with-partner', is_ext_shared: true },
    { id: 'C0PRIVATE', name: 'private', is_private: true },
    { id: 'C0ELSEWHERE', name: 'without-the-bot', is_member: false },
  ],
  userGroups: [{ id: 'S0HELPDESK', name: 'Helpdesk', handle: 'helpdesk', users: ['U0MEMBER'] }],
};
