// Keeps the page as the workspace is, and carries out what is pressed, chosen, typed and dropped.
// The server renders everything; an element says what it does in `data-act`.
import { ask, chosenIn, valuesIn } from './controls.js';

/** @typedef {{ address: string, open: string, canWrite: boolean, placeholder: string, regions: Record<string, string> }} Look */
/** @typedef {{ posted?: { channel: string, ts: string }, errors?: Record<string, string>, notice?: string, error?: string }} Done */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const modal = /** @type {HTMLDialogElement} */ (byId('modal'));

/** @type {Look} */
let look = { ...JSON.parse(document.body.dataset.state ?? '{}'), regions: {} };
/** the newest message each person has seen, by the address of the channel */
const seen = new Map();

// ---- the page as it is now

let asked = 0;

/** @param {string} address */
async function show(address) {
  asked += 1;
  const mine = asked;
  const response = await fetch(`/look${address.slice(1)}`);
  const next = /** @type {Look} */ (await response.json());
  // A later question has its own answer.
  if (mine !== asked || !response.ok) return;
  const isNew = next.address !== look.address;
  const before = look.regions;
  look = next;
  if (`/${location.search}` !== next.address) history.replaceState(null, '', next.address);
  for (const [id, markup] of Object.entries(next.regions)) {
    if (markup !== before[id]) put(byId(id), markup, isNew);
  }
  arrange();
}

/**
 * Puts new markup into a region; menus stay open, the focus and the place in the list stay.
 * @param {HTMLElement} region @param {string} markup @param {boolean} isNew
 */
function put(region, markup, isNew) {
  const atEnd = region.scrollHeight - region.scrollTop - region.clientHeight < 80;
  const active = document.activeElement;
  const focused = active instanceof HTMLElement && region.contains(active) ? keyOf(active) : null;
  const open = new Set([...region.querySelectorAll('details[data-key][open]')].map(keyOf));
  region.innerHTML = markup;
  for (const details of region.querySelectorAll('details[data-key]')) {
    if (open.has(keyOf(details))) details.setAttribute('open', '');
  }
  if (focused) {
    const same = [...region.querySelectorAll('[data-key], [data-act], a, select')].find(
      (one) => keyOf(one) === focused,
    );
    if (same instanceof HTMLElement) same.focus();
  }
  if (region.classList.contains('scroll') && (atEnd || isNew)) region.scrollTop = region.scrollHeight;
}

/** What tells an element again after it was rendered anew. @param {Element} element */
function keyOf(element) {
  const { key, act } = /** @type {HTMLElement} */ (element).dataset;
  const place = element.id || element.getAttribute('href') || element.textContent;
  // What a switch does next changes with its state; its name does not.
  const owner = element.closest('details[data-key]')?.getAttribute('data-key') ?? '';
  return key ?? `${owner} ${element.tagName} ${owner && act ? element.textContent : (act ?? place)}`;
}

function arrange() {
  document.body.dataset.open = document.body.dataset.open === 'nav' ? 'nav' : look.open;
  document.body.dataset.thread = String(look.open === 'thread');
  const form = composer('channel');
  form.hidden = !look.canWrite;
  textOf(form).placeholder = look.placeholder;
  markUnread();
  const hasModal = modal.firstElementChild !== null;
  if (hasModal && !modal.open) modal.showModal();
  if (!hasModal && modal.open) modal.close();
}

function markUnread() {
  const as = new URLSearchParams(location.search).get('as');
  for (const link of document.querySelectorAll('a[data-latest]')) {
    const { latest = '' } = /** @type {HTMLElement} */ (link).dataset;
    const key = `${as} ${new URLSearchParams(link.getAttribute('href')?.slice(1)).get('in')}`;
    if (link.hasAttribute('aria-current') || !seen.has(key)) seen.set(key, latest);
    link.classList.toggle('unread', latest > seen.get(key));
  }
}

/** @param {string} address */
async function go(address) {
  history.pushState(null, '', address);
  document.body.dataset.open = 'channel';
  await show(address);
  const at = here();
  if (at.in === 'home') await act({ type: 'home' });
}

/** Who I am and where, as the address says. @returns {Record<string, string>} */
const here = () => Object.fromEntries(new URLSearchParams(look.address.slice(2)));

// ---- what is done

/** @param {object} given @returns {Promise<Done>} */
async function act(given) {
  const at = here();
  const place = at.in === 'home' ? {} : { channel: at.in };
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: at.as, ...place, ...given }),
  });
  return await finish(response);
}

/** @param {Response} response @returns {Promise<Done>} */
async function finish(response) {
  /** @type {Done} */
  const done = await response.json().catch(() => ({ error: 'The sandbox did not answer.' }));
  say(done.error ?? done.notice ?? '');
  if (done.posted) {
    const { channel, ts } = done.posted;
    await go(`/?${new URLSearchParams({ as: here().as ?? '', in: channel, thread: ts })}`);
    if (look.open === 'thread') document.body.dataset.open = 'thread';
  } else await show(look.address);
  return done;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;

/** @param {string} text */
function say(text) {
  byId('notice').textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => say(''), 8000);
}

/** A press, a choice: what the element says, after it was confirmed. @param {HTMLElement} control */
async function use(control) {
  const { act: given = '{}', confirm, url } = control.dataset;
  if (confirm && (await ask(JSON.parse(confirm))) === null) return await show(look.address);
  if (url) window.open(url, '_blank', 'noopener,noreferrer');
  const chosen = chosenIn(control);
  control.closest('details.menu')?.removeAttribute('open');
  await act({ ...JSON.parse(given), ...(chosen === undefined ? {} : { chosen }) });
}

/** @param {HTMLElement} button */
async function edit(button) {
  const text = await ask({
    title: 'Edit message',
    confirm: 'Save',
    deny: 'Cancel',
    value: button.dataset.edit ?? '',
  });
  if (text !== null) await act({ ...JSON.parse(button.dataset.then ?? '{}'), text });
}

/** @param {HTMLElement} form */
async function submit(form) {
  const { errors = {}, error } = await act({ type: 'submit', values: valuesIn(form) });
  for (const place of form.querySelectorAll('[data-error]')) {
    const { error: block = '' } = /** @type {HTMLElement} */ (place).dataset;
    place.textContent = block === '' ? (error ?? '') : (errors[block] ?? '');
    form
      .querySelector(`[data-field="${CSS.escape(block)}"]`)
      ?.toggleAttribute('aria-invalid', block in errors);
  }
}

// ---- writing

const composer = (/** @type {string} */ pane) =>
  /** @type {HTMLFormElement} */ (document.querySelector(`[data-compose=${pane}]`));
const textOf = (/** @type {Element} */ form) =>
  /** @type {HTMLTextAreaElement} */ (form.querySelector('textarea'));

/** The thread a composer writes into. @param {HTMLElement} form @returns {Record<string, string>} */
const threadOf = (form) =>
  form.dataset.compose === 'thread' && here().thread ? { thread: here().thread ?? '' } : {};

/** @param {HTMLFormElement} form */
async function write(form) {
  const area = textOf(form);
  const text = area.value;
  if (text.trim() === '') return;
  area.value = '';
  fit(area);
  const { error } = await act({ type: 'write', text, ...threadOf(form) });
  if (error) area.value = text;
  area.focus();
}

/** @param {HTMLTextAreaElement} area */
function fit(area) {
  area.rows = Math.min(12, area.value.split('\n').length);
}

/** @param {File} file @param {HTMLFormElement} form */
async function send(file, form) {
  const at = here();
  const area = textOf(form);
  const search = new URLSearchParams({
    as: at.as ?? '',
    in: at.in ?? '',
    name: file.name,
    text: area.value,
    ...threadOf(form),
  });
  const headers = { 'content-type': file.type || 'application/octet-stream' };
  const done = await finish(await fetch(`/file?${search}`, { method: 'POST', headers, body: file }));
  if (!done.error) area.value = '';
}

// ---- what happens on the page

document.addEventListener('click', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const link = target.closest('a[href^="/?"]');
  const button = /** @type {HTMLElement | null} */ (target.closest('button'));
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target)) menu.removeAttribute('open');
  }
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    const address = link.getAttribute('href') ?? '/';
    const opensThread = new URLSearchParams(address.slice(1)).has('thread');
    void go(address).then(() => {
      if (opensThread) document.body.dataset.open = look.open;
    });
  }
  if (!button) return;
  if (button.dataset.show) document.body.dataset.open = button.dataset.show;
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
    if (file) void send(file, /** @type {HTMLFormElement} */ (target.closest('form')));
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
  if (target instanceof HTMLTextAreaElement && target.closest('[data-compose]')) fit(target);
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
    if (file && look.canWrite) void send(file, composer(pane ?? 'channel'));
  });
}

// Escape asks the app's modal to close as its button does.
modal.addEventListener('cancel', (event) => {
  event.preventDefault();
  void act({ type: 'close' });
});
window.addEventListener('popstate', () => void show(`/${location.search}`));

const live = new EventSource('/live');
live.onmessage = () => void show(look.address);
live.onerror = () => say('The sandbox is not there any more. Start it again with npm start.');
arrange();
