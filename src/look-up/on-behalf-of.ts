import { allUnknown, originOf } from '../atlassian/define-look-up.ts';
import type { Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import type { Requester } from '../requester.ts';
import type { Counts } from '../store/counts.ts';
import { LOOK_UPS } from '../tools/look-ups.ts';
import type { LookUp } from './look-up.ts';

/** One line of the audit trail; the address only as a keyed hash. */
export type AuditLine = {
  who: string;
  address: string;
  tools: string[];
  outcome: 'complete' | 'incomplete' | 'limit reached';
};

type Options = {
  lookUp: LookUp;
  /** keyed hash of an address */
  hash: (text: string) => string;
  /** keeps an audit line; must not reject */
  audit: (line: AuditLine) => Promise<void>;
  /** addresses that one requester may have looked up in an hour */
  perHour: number;
  /** how many that were, for each requester; a sum ends after an hour */
  counts: Counts;
};

/** The look-ups as one person may make them. `fresh`: each of them asks again. */
export type LookUpFor = (requester: Requester, fresh?: boolean) => LookUp;

/** Look-ups that count against a person's limit and leave an audit line each, also when the limit stops them. */
export function onBehalfOf({ lookUp, hash, audit, perHour, counts }: Options): LookUpFor {
  return ({ teamId, user }, fresh = false) =>
    async (names, address, options) => {
      if (names.length === 0) return [];
      const allowed = (await counts.add(`${teamId}:${user}`, 1)) <= perHour;
      const facts = allowed
        ? await lookUp(names, address, { fresh, ...options })
        : notAsked(names, `you have reached the limit of ${perHour} addresses an hour; try again later`);
      const outcome = !allowed
        ? 'limit reached'
        : facts.every(({ complete }) => complete)
          ? 'complete'
          : 'incomplete';
      await audit({
        who: `${teamId}:${user}`,
        address: hash(address.toLowerCase()),
        tools: [...names],
        outcome,
      });
      return facts;
    };
}

/** Every fact of these look-ups as unknown, for this reason. */
function notAsked(names: readonly LookUpName[], reason: string): Fact[] {
  const now = Date.now();
  return [...new Set(names)].flatMap((name) =>
    allUnknown(LOOK_UPS[name], reason, originOf(LOOK_UPS[name], now)),
  );
}
