import type { User } from '../slack/types.ts';
import { type Html, html } from './html.ts';
import { appIcon } from './icons.ts';

/** What kind of author somebody is. https://docs.slack.dev/reference/objects/user-object */
export function personKindOf(user: User): string {
  if (user.is_bot) return 'integration';
  if (user.is_stranger) return 'outsider';
  if (user.is_ultra_restricted) return 'single-channel guest';
  if (user.is_restricted) return 'guest';
  return user.is_admin ? 'admin' : 'full member';
}

const COLOURS = 6;

/** `isApp`: the bot the sandbox is for. */
export function avatar(id: string, name: string, isApp: boolean): Html {
  if (isApp) return html`<span class="avatar of-app" aria-hidden="true">${appIcon}</span>`;
  const sum = [...id].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return html`<span class="avatar colour-${sum % COLOURS}" aria-hidden="true">${name.slice(0, 1)}</span>`;
}
