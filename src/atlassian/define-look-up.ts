import type { z } from 'zod';
import type { SettingName } from './atlassian-settings.ts';
import type { Budget } from './budget.ts';
import type { AtlassianClient } from './client.ts';
import { type Fact, type FactName, type Origin, unknownFact } from './fact.ts';

export type LookUpContext = { atlassian: AtlassianClient; budget: Budget };

/** One read-only look-up. */
export type LookUpDefinition = {
  name: string;
  description: string;
  /** what it is asked with: the address, or what another look-up found out about it */
  input: z.ZodType;
  /** the input holds this fact of `account-by-email`, so that look-up comes first */
  needs?: 'accountId';
  /** without these it asks nobody */
  settings: readonly SettingName[];
  /** every fact it may report: what is said to be unknown when the look-up fails */
  facts: readonly FactName[];
  /** the API call in words an admin can read */
  source: string;
  /** Refuses an input that does not fit without asking anybody. */
  run(input: unknown, context: LookUpContext): Promise<Fact[]>;
};

type Definition<I> = Omit<LookUpDefinition, 'input' | 'run'> & {
  input: z.ZodType<I>;
  run(input: I, context: LookUpContext, origin: () => Origin): Promise<Fact[]>;
};

/** Carries the types of a tool's input to its `run`, and checks settings and input first. */
export function defineLookUp<I>(definition: Definition<I>): LookUpDefinition {
  return {
    ...definition,
    async run(input, context) {
      const origin = (): Origin => originOf(definition, context.atlassian.now());
      const lack = context.atlassian.lacks(definition.settings);
      if (lack) return allUnknown(definition, lack, origin());
      const parsed = definition.input.safeParse(input);
      if (parsed.success) return definition.run(parsed.data, context, origin);
      const what = definition.needs ? 'account ID Atlassian gave' : 'e-mail address';
      return allUnknown(definition, `the ${what} is not well-formed, so nothing was asked`, origin());
    },
  };
}

/** Where and when a tool got its facts. */
export function originOf({ source }: Pick<LookUpDefinition, 'source'>, now: number): Origin {
  return { source, checkedAt: new Date(now).toISOString() };
}

/** Every fact of a tool as unknown. */
export function allUnknown(
  { facts }: Pick<LookUpDefinition, 'facts'>,
  reason: string,
  origin: Origin,
): Fact[] {
  return facts.map((name) => unknownFact(name, reason, origin));
}
