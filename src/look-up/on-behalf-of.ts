import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Fact } from '../atlassian/fact.ts';
import { type LookUpName, notConfigured } from '../tools/look-ups.ts';

/** Looks up one address; `fresh` passes by what is remembered of an earlier look-up. */
type AnyLookUp = (names: readonly LookUpName[], address: string, fresh?: boolean) => Promise<Fact[]>;

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
  /** keeps an audit line; must not throw */
  audit: (line: AuditLine) => void;
  /** addresses that one requester may have looked up in an hour */
  perHour: number;
};

export type LookUpFor = (requester: Requester, fresh?: boolean) => AnyLookUp;

/** Look-ups that count against a person's limit and leave an audit line each, also when the limit stops them. */
export function lookUpOnBehalfOf({ lookUp, hash, audit, perHour }: Options): LookUpFor {
  const limiter = new RateLimiterMemory({ points: perHour, duration: 3600 });
  return ({ teamId, user }, fresh = false) =>
    async (names, address) => {
      if (names.length === 0) return [];
      const allowed = await limiter.consume(`${teamId}:${user}`).then(
        () => true,
        () => false,
      );
      const facts = allowed
        ? await lookUp(names, address, fresh)
        : notConfigured(names, `you have reached the limit of ${perHour} addresses an hour; try again later`);
      const outcome = !allowed
        ? 'limit reached'
        : facts.every(({ complete }) => complete)
          ? 'complete'
          : 'incomplete';
      audit({ who: `${teamId}:${user}`, address: hash(address.toLowerCase()), tools: [...names], outcome });
      return facts;
    };
}
