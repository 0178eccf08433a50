// Keeps the scroll position of message lists: at the end it follows new messages, further up it stays put.

/** How many pixels from the end still count as the end. */
const NEAR = 80;

const lists = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.scroll')]);

/** @param {HTMLElement} list */
const newestIn = (list) =>
  /** @type {HTMLElement | undefined} */ ([...list.querySelectorAll('.message')].at(-1));

/** Scrolls to the start of the newest message, or to the end of the list if that comes first. @param {HTMLElement} list */
function showNewest(list) {
  const newest = newestIn(list);
  list.scrollTop = newest ? newest.offsetTop - list.offsetTop : 0;
}

/**
 * Remembers the scroll positions before messages or the width of a list change.
 * @returns {(isElsewhere: (id: string) => boolean) => void} to call afterwards; `isElsewhere`: whether a list now shows another place
 */
export function keepScroll() {
  const before = lists().map((list) => ({
    list,
    wasAtEnd: list.scrollHeight - list.scrollTop - list.clientHeight < NEAR,
    newest: newestIn(list)?.dataset.ts,
  }));
  return (isElsewhere) => {
    for (const { list, wasAtEnd, newest } of before) {
      const hasNews = newestIn(list)?.dataset.ts !== newest;
      if (isElsewhere(list.id) || (wasAtEnd && hasNews)) showNewest(list);
      else if (wasAtEnd && newest !== undefined) list.scrollTop = list.scrollHeight;
    }
  };
}

/** Scrolls every list to its newest message; with `ts`, only the thread and the list that ends with that post. @param {string} [ts] */
export function scrollToNewest(ts) {
  for (const list of lists()) {
    if (ts === undefined || list.id === 'thread' || newestIn(list)?.dataset.ts === ts) showNewest(list);
  }
}
