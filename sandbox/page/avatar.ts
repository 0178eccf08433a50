import { type Html, html } from './html.ts';
import { appIcon } from './icons.ts';

const COLOURS = 6;

/** A round picture with a person's initial, or the app's icon. `isApp`: whether it is the bot under test. */
export function avatar(id: string, name: string, isApp: boolean): Html {
  if (isApp) return html`<span class="avatar of-app" aria-hidden="true">${appIcon}</span>`;
  const sum = [...id].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return html`<span class="avatar colour-${sum % COLOURS}" aria-hidden="true">${name.slice(0, 1)}</span>`;
}
