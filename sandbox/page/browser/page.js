// Keeps the page up to date: the server renders its regions, and this puts them in place.

import { keepScroll } from './scrolling.js';

/** @typedef {{ address: string, open: string, canWrite: boolean, placeholder: string, regions: Record<string, string> }} PageRegions */

export const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
export const modal = /** @type {HTMLDialogElement} */ (byId('modal'));

/** @type {PageRegions} */
let look = { ...JSON.parse(document.body.dataset.state ?? '{}'), regions: {} };
/** the newest message each person has seen in each channel */
const seen = new Map();

/** Who is using the page and where, according to the address. @returns {Record<string, string>} */
export const here = () => Object.fromEntries(new URLSearchParams(look.address.slice(2)));

let asked = 0;
/** the address requested last, so that an update still on its way does not lead back to an earlier one */
let wanted = look.address;
/** @type {Promise<void>} */
let newest = Promise.resolve();

/** Resolves once the page shows the current state, even if a later request overtook this one. @param {string} address */
export async function show(address) {
  asked += 1;
  wanted = address;
  newest = take(address, asked);
  for (let awaited; awaited !== newest; ) {
    awaited = newest;
    await awaited;
  }
}

/** @param {string} address @param {number} mine */
async function take(address, mine) {
  /** @type {PageRegions | null} */
  const next = await fetch(`/look${address.slice(1)}`)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  // A later request brings its own response. If the sandbox has stopped, the page stays as it is.
  if (mine !== asked || next === null) return;
  const isNew = next.address !== look.address;
  const before = look.regions;
  const places = keepScroll();
  look = next;
  wanted = next.address;
  if (`/${location.search}` !== next.address) history.replaceState(null, '', next.address);
  for (const [id, markup] of Object.entries(next.regions)) {
    if (markup !== before[id]) put(byId(id), markup);
  }
  arrange();
  places((id) => isNew && next.regions[id] !== before[id]);
}

/**
 * Puts new markup into a region. Menus stay open and the focus stays where it is.
 * @param {HTMLElement} region @param {string} markup
 */
function put(region, markup) {
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
}

/** Identifies an element, so that it can be found after it is rendered again. @param {Element} element */
function keyOf(element) {
  const { key, act } = /** @type {HTMLElement} */ (element).dataset;
  const place = element.id || element.getAttribute('href') || element.textContent;
  // A switch's next action depends on its state, but its name stays the same.
  const owner = element.closest('details[data-key]')?.getAttribute('data-key') ?? '';
  return key ?? `${owner} ${element.tagName} ${owner && act ? element.textContent : (act ?? place)}`;
}

export function arrange() {
  document.body.dataset.open ??= look.open;
  document.body.dataset.thread = String(look.open === 'thread');
  const form = /** @type {HTMLElement} */ (document.querySelector('[data-compose=channel]'));
  form.hidden = !look.canWrite;
  byId('examples').hidden = !look.canWrite;
  form.querySelector('textarea')?.setAttribute('placeholder', look.placeholder);
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
    const isUnread = latest > seen.get(key);
    link.classList.toggle('unread', isUnread);
    link.setAttribute('title', isUnread ? 'New messages' : '');
  }
}

/** Whether the person can write in the place shown. */
export const canWrite = () => look.canWrite;

/** Shows the current state of the workspace. */
export const refresh = () => show(wanted);

/** Chooses the pane to show. A phone shows one pane at a time. @param {string} pane */
export function open(pane) {
  document.body.dataset.open = pane;
}

/** Shows the pane that the address asks for. */
export const openAsked = () => open(look.open);
