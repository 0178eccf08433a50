// Where one is in the lists of messages: at the end one stays there, further up one is not disturbed.

/** How close to the end counts as being there, in pixels. */
const NEAR = 80;

const lists = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.scroll')]);

/** @param {HTMLElement} list */
const newestIn = (list) =>
  /** @type {HTMLElement | undefined} */ ([...list.querySelectorAll('.message')].at(-1));

/** The beginning of the newest message, or the end of the list where that is further up. @param {HTMLElement} list */
function showNewest(list) {
  const newest = newestIn(list);
  list.scrollTop = newest ? newest.offsetTop - list.offsetTop : 0;
}

/**
 * Takes down where one is, before messages or the width of a list change.
 * @returns {(isElsewhere: (id: string) => boolean) => void} to call afterwards; `isElsewhere`: the list is of another place now
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

/** Shows the newest messages: of every list, or of the thread and of the list that ends with the post `ts`. @param {string} [ts] */
export function scrollToNewest(ts) {
  for (const list of lists()) {
    if (ts === undefined || list.id === 'thread' || newestIn(list)?.dataset.ts === ts) showNewest(list);
  }
}
