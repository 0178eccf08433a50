import type { Log } from '../log.ts';
import { isPassing, refusalCode } from '../slack/failure.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Cache } from '../store/cache.ts';
import type { Settings } from '../store/channel-settings.ts';
import {
  type FactRules,
  mayDecide,
  mayReadInternal,
  maySeeFacts,
  maySendFacts,
  maySetUp,
  mayShowFacts,
} from './may.ts';
import { membersOf } from './members.ts';
import type { Person, Place, Reader, Readers } from './reader.ts';

type Where = Pick<Place, 'channel' | 'alone' | 'shared'>;

/** How one request asks Slack, when the answer may come later. */
export type Asking = {
  /** true: the request fails at once, before anything was said, so that it is run again */
  insists: boolean;
  /** else the first failure is noted here, for the code that runs the request */
  unanswered?: unknown;
};

type Options = {
  slack: Workspace;
  cache: Cache;
  rules: FactRules;
  adminUsers: string[];
  settings: Pick<Settings, 'channel'>;
  log: Pick<Log, 'warn'>;
};

export type Sight = ReturnType<typeof createSight>;

/** Who may see or do what, in one workspace: the questions of `may.ts`, and whom and where they are about. */
export function createSight({ slack, cache, rules, adminUsers, settings, log }: Options) {
  const members = membersOf(slack, cache);

  /** Asks Slack. No answer is logged and counts as `unknown`; if it may come later, `asking` says what happens. */
  async function ask<T>(what: string, question: () => Promise<T>, asking: Asking): Promise<T | 'unknown'> {
    try {
      return await question();
    } catch (error) {
      const reason = refusalCode(error) ?? String(error);
      log.warn({ what, reason }, 'Slack did not say who somebody is, which counts as no');
      if (isPassing(error)) {
        if (asking.insists) throw error;
        asking.unanswered ??= error;
      }
      return 'unknown';
    }
  }

  /** For one request, in which Slack is asked about this person at most once. */
  function person(user: string | null, asking: Asking): Person {
    return {
      user,
      standing: once(async () =>
        user === null ? 'outsider' : await ask('a person', () => members.standing(user), asking),
      ),
      inGroups: async (groups) =>
        user !== null && (await ask('a user group', () => members.inGroups(user, groups), asking)),
    };
  }

  async function place({ channel, alone, shared }: Where, asking: Asking): Promise<Place> {
    const { openFacts } = await settings.channel(channel);
    const who = (question: (channel: string) => Promise<boolean>) =>
      once(async (): Promise<Readers> => {
        const internal = await ask('the readers of a channel', () => question(channel), asking);
        return internal === 'unknown' ? internal : internal ? 'internal' : 'mixed';
      });
    const [readers, readersNow] = [who(members.allInternal), who(members.allInternalNow)];
    return { channel, alone, shared, openForFacts: openFacts, readers, readersNow };
  }

  return {
    person,
    place,
    async reader({ user, ...where }: Where & { user: string | null }, asking: Asking): Promise<Reader> {
      return { person: person(user, asking), place: await place(where, asking) };
    },
    maySeeFacts: (one: Person, where: Place) => maySeeFacts(one, where, rules),
    mayShowFacts,
    maySendFacts: (to: Person | Place) => maySendFacts(to, rules),
    mayReadInternal,
    mayDecide,
    maySetUp: (one: Person) => maySetUp(one, adminUsers),
  };
}

function once<T>(question: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= question();
    return asked;
  };
}
