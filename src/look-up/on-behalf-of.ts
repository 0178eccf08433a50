import type { Fact } from '../atlassian/fact.ts';
import type { Counts } from '../store/counts.ts';
import { notConfigured, type ToolName } from '../tools/look-ups.ts';

/** Looks up one address; `fresh` passes by what is remembered of an earlier look-up. */
type AnyLookUp = (names: readonly ToolName[], email: string, fresh?: boolean) => Promise<Fact[]>;

/** Who asks, as Slack knows them. */
export type Requester = { teamId: string; user: string };

/** One line of the audit trail; the address only as a keyed hash. */
export type AuditLine = {
  who: string;
  address: string;
  tools: string[];
  outcome: 'complete' | 'incomplete' | 'limit reached';
};

type Options = {
  lookUp: AnyLookUp;
  /** keyed hash of an address */
  hash: (text: string) => string;
  /** keeps an audit line; must not reject */
  audit: (line: AuditLine) => Promise<void>;
  /** addresses that one requester may have looked up in an hour */
  perHour: number;
  /** how many that were, for each requester; a sum ends after an hour */
  counts: Counts;
};

export type LookUpFor = (requester: Requester, fresh?: boolean) => AnyLookUp;

/** Look-ups that count against a person's limit and leave an audit line each, also when the limit stops them. */
export function lookUpOnBehalfOf({ lookUp, hash, audit, perHour, counts }: Options): LookUpFor {
  return ({ teamId, user }, fresh = false) =>
    async (names, email) => {
      if (names.length === 0) return [];
      const allowed = (await counts.add(`${teamId}:${user}`, 1)) <= perHour;
      const facts = allowed
        ? await lookUp(names, email, fresh)
        : notConfigured(names, `you have reached the limit of ${perHour} addresses an hour; try again later`);
      const outcome = !allowed
        ? 'limit reached'
        : facts.every(({ complete }) => complete)
          ? 'complete'
          : 'incomplete';
      await audit({
        who: `${teamId}:${user}`,
        address: hash(email.toLowerCase()),
        tools: [...names],
        outcome,
      });
      return facts;
    };
}
