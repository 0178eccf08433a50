// Reacts to what happens on the page.
import { act, edit, go, say, submit, use } from './acts.js';
import { composer, grow, sendFile, textOf, write } from './composer.js';
import { arrange, canWrite, modal, open, openAsked, refresh, show } from './page.js';
import { scrollToNewest } from './scrolling.js';

document.addEventListener('click', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const link = target.closest('a[href^="/?"]');
  const button = /** @type {HTMLElement | null} */ (target.closest('button'));
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target)) menu.removeAttribute('open');
  }
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    void go(link.getAttribute('href') ?? '/');
  }
  if (!button) return;
  if (button.dataset.show) open(button.dataset.show);
  else if (button.dataset.edit !== undefined) void edit(button);
  else if (button.dataset.act) void use(button);
  else if (button.dataset.insert) {
    const area = textOf(/** @type {Element} */ (button.closest('form')));
    area.value = button.dataset.insert + area.value;
    area.focus();
  }
});

document.addEventListener('change', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target instanceof HTMLSelectElement && target.dataset.go !== undefined) return void go(target.value);
  if (target instanceof HTMLInputElement && target.type === 'file') {
    const [file] = target.files ?? [];
    if (file) void sendFile(file, /** @type {HTMLFormElement} */ (target.closest('form')));
    target.value = '';
    return;
  }
  const control = /** @type {HTMLElement | null} */ (
    target.closest('select, input, textarea, fieldset')
  )?.closest('[data-act]');
  if (control) void use(/** @type {HTMLElement} */ (control));
});

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method === 'dialog') return;
  event.preventDefault();
  if (form.dataset.compose) void write(form);
  else if (form.dataset.submit !== undefined) void submit(form);
  else if (form.id === 'add-account') {
    const email = String(new FormData(form).get('email'));
    form.reset();
    void act({ type: 'account', email, changes: {} });
  }
});

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (key === 'Escape')
    for (const menu of document.querySelectorAll('details.menu[open]')) menu.removeAttribute('open');
  if (!(target instanceof HTMLTextAreaElement) || !target.closest('[data-compose]')) return;
  if (key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  target.form?.requestSubmit();
});

document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.closest('[data-compose]')) grow(target);
});

for (const [selector, pane] of [
  ['main', 'channel'],
  ['aside', 'thread'],
]) {
  const area = /** @type {HTMLElement} */ (document.querySelector(selector ?? ''));
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.classList.add('dropping');
  });
  area.addEventListener('dragleave', () => area.classList.remove('dropping'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('dropping');
    const [file] = event.dataTransfer?.files ?? [];
    if (file && canWrite()) void sendFile(file, composer(pane ?? 'channel'));
  });
}

// Escape closes the app's modal in the same way as its button.
modal.addEventListener('cancel', (event) => {
  event.preventDefault();
  void act({ type: 'close' });
});
window.addEventListener('popstate', () => void show(`/${location.search}`).then(openAsked));

const live = new EventSource('/live');
live.onmessage = () => void refresh();
live.onerror = () => say('The sandbox has stopped. Start it again with npm start.');
arrange();
scrollToNewest();
