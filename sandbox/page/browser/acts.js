// Sends acts to the server, which performs them as the person who is using the page.
import { ask, chosenIn, valuesIn } from './controls.js';
import { byId, here, modal, openAsked, refresh, show } from './page.js';
import { scrollToNewest } from './scrolling.js';

/** @typedef {{ posted?: { channel: string, ts: string }, errors?: Record<string, string>, notice?: string, error?: string }} Done */

/** @param {string} address */
export async function go(address) {
  history.pushState(null, '', address);
  await show(address);
  openAsked();
  const at = here();
  if (at.in === 'home') await act({ type: 'home' });
}

/** @param {object} given @returns {Promise<Done>} */
export async function act(given) {
  const at = here();
  const place = at.in === 'home' ? {} : { channel: at.in };
  const body = JSON.stringify({ user: at.as, ...place, ...given });
  return await send('/act', 'application/json', body);
}

/** @param {string} address @param {string} type @param {string | File} body @returns {Promise<Done>} */
export async function send(address, type, body) {
  const headers = { 'content-type': type };
  /** @type {Done} */
  const done = await fetch(address, { method: 'POST', headers, body })
    .then((response) => response.json())
    .catch(() => ({ error: 'The sandbox did not respond.' }));
  say(done.error ?? done.notice ?? '');
  if (done.posted) {
    const { channel, ts } = done.posted;
    await go(`/?${new URLSearchParams({ as: here().as ?? '', in: channel, thread: ts })}`);
    scrollToNewest(ts);
  } else await refresh();
  return done;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;

/** @param {string} text */
export function say(text) {
  byId('notice').textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => say(''), 8000);
}

/** Performs what a pressed or changed control asks for, once it is confirmed. @param {HTMLElement} control */
export async function use(control) {
  const { act: given = '{}', confirm, url } = control.dataset;
  if (confirm && (await ask(JSON.parse(confirm))) === null) return await refresh();
  if (url) window.open(url, '_blank', 'noopener,noreferrer');
  const chosen = chosenIn(control);
  control.closest('details.menu')?.removeAttribute('open');
  await act({ ...JSON.parse(given), ...(chosen === undefined ? {} : { chosen }) });
}

/** @param {HTMLElement} button */
export async function edit(button) {
  const text = await ask({
    title: 'Edit message',
    confirm: 'Save',
    deny: 'Cancel',
    value: button.dataset.edit ?? '',
  });
  if (text !== null) await act({ ...JSON.parse(button.dataset.then ?? '{}'), text });
}

/** @param {HTMLElement} form */
export async function submit(form) {
  const { errors = {}, error } = await act({ type: 'submit', values: valuesIn(form) });
  // The form may have been rendered again by now.
  for (const place of modal.querySelectorAll('[data-error]')) {
    const { error: block = '' } = /** @type {HTMLElement} */ (place).dataset;
    place.textContent = block === '' ? (error ?? '') : (errors[block] ?? '');
    modal
      .querySelector(`[data-field="${CSS.escape(block)}"]`)
      ?.toggleAttribute('aria-invalid', block in errors);
  }
}
