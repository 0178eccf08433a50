// Writes messages and sends files, in the channel and in the thread.
import { act, send } from './acts.js';
import { here } from './page.js';

export const composer = (/** @type {string} */ pane) =>
  /** @type {HTMLFormElement} */ (document.querySelector(`[data-compose=${pane}]`));
export const textOf = (/** @type {Element} */ form) =>
  /** @type {HTMLTextAreaElement} */ (form.querySelector('textarea'));

/** The thread that a composer writes to. @param {HTMLElement} form @returns {Record<string, string>} */
const threadOf = (form) =>
  form.dataset.compose === 'thread' && here().thread ? { thread: here().thread ?? '' } : {};

/** @param {HTMLFormElement} form */
export async function write(form) {
  const area = textOf(form);
  const text = area.value;
  if (text.trim() === '') return;
  area.value = '';
  grow(area);
  const { error } = await act({ type: 'write', text, ...threadOf(form) });
  if (error && area.value === '') area.value = text;
  area.focus();
}

/** @param {HTMLTextAreaElement} area */
export function grow(area) {
  area.rows = Math.min(12, area.value.split('\n').length);
}

/** @param {File} file @param {HTMLFormElement} form */
export async function sendFile(file, form) {
  const at = here();
  const area = textOf(form);
  const search = new URLSearchParams({
    as: at.as ?? '',
    in: at.in ?? '',
    name: file.name,
    text: area.value,
    ...threadOf(form),
  });
  const done = await send(`/file?${search}`, file.type || 'application/octet-stream', file);
  if (!done.error) area.value = '';
}
