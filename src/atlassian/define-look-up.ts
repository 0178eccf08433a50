import { z } from 'zod';
import { isEmailAddress } from '../email-address.ts';
import { isId, type SettingName } from './atlassian-settings.ts';
import type { Budget } from './budget.ts';
import type { AtlassianClient } from './client.ts';
import { type Fact, type FactName, type Origin, unknownFact } from './fact.ts';

export type LookUpContext = { atlassian: AtlassianClient; budget: Budget };

/** What a look-up is about, and its input. The account is the one that `account-by-email` found. */
type Inputs = { address: { address: string }; account: { accountId: string }; organisation: object };
type Subject = keyof Inputs;

const INPUTS: { [S in Subject]: z.ZodType<Inputs[S]> } = {
  address: z.object({ address: z.string().refine(isEmailAddress) }),
  account: z.object({ accountId: z.string().refine(isId) }),
  organisation: z.object({}),
};

/** One read-only look-up. */
export type LookUpDefinition = {
  about: Subject;
  /** without these it asks nobody */
  settings: readonly SettingName[];
  /** every fact it may report: what is said to be unknown when the look-up fails */
  facts: readonly FactName[];
  /** the API call in words an admin can read */
  source: string;
  /** Refuses an input that does not fit without asking anybody. */
  run(input: unknown, context: LookUpContext): Promise<Fact[]>;
};

type Definition<S extends Subject> = Omit<LookUpDefinition, 'about' | 'run'> & {
  about: S;
  run(input: Inputs[S], context: LookUpContext, origin: () => Origin): Promise<Fact[]>;
};

/** Gives a look-up's `run` the types of its input, and checks settings and input first. */
export function defineLookUp<S extends Subject>(definition: Definition<S>): LookUpDefinition {
  return {
    ...definition,
    async run(input, context) {
      const origin = (): Origin => originOf(definition, context.atlassian.now());
      const lack = context.atlassian.lacks(definition.settings);
      if (lack) return allUnknown(definition, lack, origin());
      const parsed = INPUTS[definition.about].safeParse(input);
      if (parsed.success) return definition.run(parsed.data, context, origin);
      const what = definition.about === 'account' ? 'account ID Atlassian gave' : 'e-mail address';
      return allUnknown(definition, `the ${what} is not well-formed, so nothing was asked`, origin());
    },
  };
}

/** Where and when a look-up got its facts. */
export function originOf({ source }: Pick<LookUpDefinition, 'source'>, now: number): Origin {
  return { source, checkedAt: new Date(now).toISOString() };
}

/** Every fact of a look-up as unknown. */
export function allUnknown(
  { facts }: Pick<LookUpDefinition, 'facts'>,
  reason: string,
  origin: Origin,
): Fact[] {
  return facts.map((name) => unknownFact(name, reason, origin));
}
