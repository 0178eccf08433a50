import { z } from 'zod';
import { isEmailAddress } from '../email-address.ts';
import type { Unavailable } from '../unavailable.ts';
import { isId, type SettingName } from './atlassian-settings.ts';
import type { Budget } from './budget.ts';
import type { AtlassianClient } from './client.ts';
import { type Fact, type FactName, type FactValues, knownFact, type Origin, unknownFact } from './fact.ts';

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
  /** every fact it may report; all of them are unknown when the look-up fails */
  facts: readonly FactName[];
  /** the API call in words an admin can read */
  source: string;
  /** Asks nobody about an input that is not well-formed. */
  run(input: unknown, context: LookUpContext): Promise<Fact[]>;
};

/** What was found out: a value or the reason for its absence, for each fact to report; or one reason for all of them. */
export type Findings = { [N in FactName]?: FactValues[N] | Unavailable } | Unavailable;

type Definition<S extends Subject> = Omit<LookUpDefinition, 'about' | 'run'> & {
  about: S;
  run(input: Inputs[S], context: LookUpContext): Promise<Findings>;
};

/** A look-up whose `run` gets an input that was checked, after the settings were. */
export function defineLookUp<S extends Subject>(definition: Definition<S>): LookUpDefinition {
  async function findings(input: unknown, context: LookUpContext): Promise<Findings> {
    const lack = context.atlassian.lacks(definition.settings);
    if (lack) return { unavailable: lack };
    const parsed = INPUTS[definition.about].safeParse(input);
    if (parsed.success) return definition.run(parsed.data, context);
    const what = definition.about === 'account' ? 'account ID Atlassian gave' : 'e-mail address';
    return { unavailable: `the ${what} is not well-formed, so nothing was asked` };
  }
  return {
    ...definition,
    run: async (input, context) =>
      factsOf(definition, await findings(input, context), context.atlassian.now()),
  };
}

/** Findings as facts of this look-up, checked at `now` (Unix time, ms). */
export function factsOf(
  { facts, source }: Pick<LookUpDefinition, 'facts' | 'source'>,
  found: Findings,
  now: number,
): Fact[] {
  const origin: Origin = { source, checkedAt: new Date(now).toISOString() };
  return facts.flatMap((name): Fact[] => {
    const value = 'unavailable' in found ? found : found[name];
    if (value === undefined) return [];
    if (typeof value === 'object' && value !== null && 'unavailable' in value)
      return [unknownFact(name, value.unavailable, origin)];
    return [knownFact(name, value, origin)];
  });
}
