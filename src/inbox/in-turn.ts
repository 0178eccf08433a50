/** Runs work after all earlier work with the same `key`: two people may press a button at once. Settles as the work does. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Turns within this process. Across processes, claims prevent duplicates. */
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
