import type { User } from '../slack/types.ts';

/** The kind of member somebody is, in words. https://docs.slack.dev/reference/objects/user-object */
export function personKindOf(user: User): string {
  if (user.is_bot) return 'integration';
  if (user.is_stranger) return 'outsider';
  if (user.is_ultra_restricted) return 'single-channel guest';
  if (user.is_restricted) return 'guest';
  return user.is_admin ? 'admin' : 'full member';
}
