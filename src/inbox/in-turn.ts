/**
 * Runs work on one thing (`key`) after all earlier work on it, and resolves or rejects as the work does: two people may press a
 * button at once, and a post may be changed while it is being answered.
 */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Turns within this process. Across processes claims hold, until an engine over a network takes the turns too. */
export function turnsOfProcess(): InTurn {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}
