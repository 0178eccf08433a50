const tails = new Map<string, Promise<unknown>>();

/**
 * Runs work on one thing (`key`) after all earlier work on it: two people may press a button at once, and a post may be changed
 * while it is being answered. For this process; across processes claims hold (`src/inbox`).
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  tails.set(key, mine);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === mine) tails.delete(key);
  }
}
