import { startBudget, withinBudget } from '../atlassian/budget.ts';
import type { AtlassianClient } from '../atlassian/client.ts';
import { factsOf, type LookUpDefinition } from '../atlassian/define-look-up.ts';
import { accountIn, type Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import { LOOK_UPS } from '../tools/look-ups.ts';
import type { LookUp } from './look-up.ts';

/**
 * Runs the look-ups side by side within one time budget (`budgetMs`, default 5 s). Those about the account wait for
 * `account-by-email`, which runs even if it is not named. One without its settings asks nobody, and its facts name the variables.
 * Make it once: the client keeps connections and remembers which calls fail.
 */
export function fromAtlassian(atlassian: AtlassianClient, { budgetMs }: { budgetMs?: number } = {}): LookUp {
  return async (names, address, { known } = {}) => {
    const context = { atlassian, budget: startBudget(budgetMs) };
    const asked = new Map<LookUpName, Promise<Fact[]>>();

    /** Makes each look-up once, however many wait for it. */
    function ask(name: LookUpName): Promise<Fact[]> {
      const facts = asked.get(name) ?? guarded(LOOK_UPS[name]);
      asked.set(name, facts);
      return facts;
    }

    function guarded(lookUp: LookUpDefinition): Promise<Fact[]> {
      const unknown = (reason: string) => factsOf(lookUp, { unavailable: reason }, atlassian.now());
      const facts = made(lookUp, unknown).catch(() => unknown('the look-up itself failed'));
      return withinBudget(context.budget, facts, () => unknown('the look-up did not finish in time'));
    }

    async function made(lookUp: LookUpDefinition, unknown: (reason: string) => Fact[]): Promise<Fact[]> {
      if (lookUp.about !== 'account' || atlassian.lacks(lookUp.settings))
        return lookUp.run({ address }, context);
      const account = accountIn(known ?? (await ask('account-by-email')));
      if (account === null) return [];
      return 'reason' in account ? unknown(account.reason) : lookUp.run(account, context);
    }

    return (await Promise.all([...new Set(names)].map(ask))).flat();
  };
}
