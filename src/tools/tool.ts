import type { z } from 'zod';
import type { AtlassianClient } from './atlassian.ts';
import type { Budget } from './budget.ts';
import { type Fact, type FactName, type Origin, unknownFact } from './fact.ts';

export type ToolContext = { atlassian: AtlassianClient; budget: Budget };

/** One read-only look-up. */
export type Tool = {
  name: string;
  description: string;
  input: z.ZodType;
  /** every fact it may report: what is said to be unknown when the look-up fails */
  facts: readonly FactName[];
  /** the API call in words an admin can read */
  source: string;
  /** asked after `account-by-email` found the one account */
  needs?: 'accountId';
  /** Refuses an input that does not fit without asking anybody. */
  run(input: unknown, context: ToolContext): Promise<Fact[]>;
};

type Definition<I> = Omit<Tool, 'input' | 'run'> & {
  input: z.ZodType<I>;
  run(input: I, context: ToolContext, origin: () => Origin): Promise<Fact[]>;
};

/** Carries the types of a tool's input to its `run`, and checks that input first. */
export function defineTool<I>(definition: Definition<I>): Tool {
  return {
    ...definition,
    async run(input, context) {
      const parsed = definition.input.safeParse(input);
      const origin = (): Origin => originOf(definition, context.atlassian.now());
      if (parsed.success) return definition.run(parsed.data, context, origin);
      const what = definition.needs ? 'account ID' : 'e-mail address';
      return allUnknown(definition, `the ${what} is not well-formed, so nothing was asked`, origin());
    },
  };
}

/** Where and when a tool got its facts. */
export function originOf({ source }: Pick<Tool, 'source'>, now: number): Origin {
  return { source, checkedAt: new Date(now).toISOString() };
}

/** Every fact of a tool as unknown. */
export function allUnknown({ facts }: Pick<Tool, 'facts'>, reason: string, origin: Origin): Fact[] {
  return facts.map((name) => unknownFact(name, reason, origin));
}
