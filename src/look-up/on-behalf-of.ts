import { factsOf } from '../atlassian/define-look-up.ts';
import type { Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import type { Requester } from '../requester.ts';
import type { Counts } from '../store/counts.ts';
import { LOOK_UPS } from '../tools/look-ups.ts';
import type { LookUp } from './look-up.ts';

/** One line of the audit trail. It has only a keyed hash of the address. */
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
  /** keeps an audit line: did it? must not reject */
  audit: (line: AuditLine) => Promise<boolean>;
  /** addresses that one requester may have looked up in an hour */
  perHour: number;
  /** look-ups by each requester; a sum ends after an hour */
  counts: Counts;
};

/** The look-ups that one person may make. `fresh`: each of them asks again. */
export type LookUpFor = (requester: Requester, fresh?: boolean) => LookUp;

const NOT_RECORDED =
  'the look-up could not be recorded for the audit trail, so its result is not shown; ask my operator to check the disk';

/** Look-ups that count towards a person's limit. Each leaves an audit line, even if the limit stops it: no line, no facts. */
export function onBehalfOf({ lookUp, hash, audit, perHour, counts }: Options): LookUpFor {
  return ({ teamId, user }, fresh = false) =>
    async (names, address, options) => {
      if (names.length === 0) return [];
      const allowed = (await counts.add(`${teamId}:${user}`, 1)) <= perHour;
      const facts = allowed
        ? await lookUp(names, address, { fresh, ...options })
        : unknown(names, `you have reached the limit of ${perHour} addresses an hour; try again later`);
      const known = facts.every(({ complete }) => complete) ? 'complete' : 'incomplete';
      const recorded = await audit({
        who: `${teamId}:${user}`,
        address: hash(address.toLowerCase()),
        tools: [...names],
        outcome: allowed ? known : 'limit reached',
      });
      return recorded ? facts : unknown(names, NOT_RECORDED);
    };
}

function unknown(names: readonly LookUpName[], unavailable: string): Fact[] {
  return [...new Set(names)].flatMap((name) => factsOf(LOOK_UPS[name], { unavailable }, Date.now()));
}
