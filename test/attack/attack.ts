/** Tells how one attack ended. `through`: what it achieved; null: it was held. */
export type Report = (attack: string, through: string | null) => void;

export type Options = {
  /** the same seed makes the same attacks */
  seed: number;
  /** all attacks, as by hand; otherwise the smaller part that is in `npm test` */
  whole: boolean;
};

/** One kind of attack on the bot: everything of this kind that we know of, tried on the real bot. */
export type AttackClass = {
  name: string;
  /** as many are tried at least, when all are */
  least: number;
  /** attacks that we let through on purpose, each with the reason (docs/decisions.md, "Attacks let through") */
  allowed?: Record<string, string>;
  run(report: Report, options: Options): Promise<void>;
};

/** How a class ended. */
export type Tally = { tried: number; through: { attack: string; what: string }[]; allowed: string[] };

/** Tries every attack of a class. An attack that fails in another way than it reports counts as through. */
export async function tallyOf(attackClass: AttackClass, options: Options): Promise<Tally> {
  const tally: Tally = { tried: 0, through: [], allowed: [] };
  const report: Report = (attack, what) => {
    tally.tried += 1;
    if (what === null) return;
    if (attackClass.allowed?.[attack]) tally.allowed.push(attack);
    else tally.through.push({ attack, what });
  };
  try {
    await attackClass.run(report, options);
  } catch (error) {
    report('(the class itself)', `it broke off: ${error instanceof Error ? error.stack : error}`);
  }
  return tally;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), state | 1);
    n ^= n + Math.imul(n ^ (n >>> 7), n | 61);
    return ((n ^ (n >>> 14)) >>> 0) / 4_294_967_296;
  };
}
