import type { Log } from '../log.ts';
import { isPassing, refusalCode } from '../slack/failure.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Cache } from '../store/cache.ts';
import type { Settings } from '../store/channel-settings.ts';
import {
  type FactRules,
  type May,
  mayDecide,
  mayReadInternal,
  maySeeFacts,
  maySendFacts,
  maySetUp,
  mayShowFacts,
} from './may.ts';
import { membersOf } from './members.ts';
import type { Person } from './person.ts';
import type { Place } from './place.ts';
import { readersOf } from './readers.ts';

/** Who may see or do what, in one workspace. */
export type Sight = {
  /** Somebody as one request meets them; Slack is asked at most once. */
  person(user: string | null, asking: Asking): Person;
  place(where: Pick<Place, 'channel' | 'alone' | 'shared'>, asking: Asking): Promise<Place>;
  maySeeFacts(person: Person, place: Place): Promise<May>;
  mayShowFacts(place: Place): Promise<May>;
  maySendFacts(to: Person | Place): Promise<May>;
  mayReadInternal(person: Person, place: Place): Promise<May>;
  mayDecide(person: Person, answer: { direct: boolean; asker: string | null }): Promise<May>;
  maySetUp(person: Person): Promise<May>;
};

/** What one request asks Slack. */
export type Asking = {
  /** a question that Slack may answer later ends the run at once, before anything was said, so that it is run again */
  insists: boolean;
  /** otherwise the first such failure is noted here, for whoever runs the request */
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

export function createSight({ slack, cache, rules, adminUsers, settings, log }: Options): Sight {
  const members = membersOf(slack, cache);
  const readers = readersOf(slack, cache, members);

  /** A question to Slack; `unknown` when it does not answer, which is logged and, when it may pass, asked again by another run. */
  async function ask<T>(what: string, question: () => Promise<T>, asking: Asking): Promise<T | 'unknown'> {
    try {
      return await question();
    } catch (error) {
      const reason = refusalCode(error) ?? String(error);
      log.warn({ what, reason }, 'Slack did not answer who somebody is, which counts as no');
      if (isPassing(error)) {
        if (asking.insists) throw error;
        asking.unanswered ??= error;
      }
      return 'unknown';
    }
  }

  return {
    person(user, asking) {
      const standing = once(async () =>
        user === null ? ('outsider' as const) : await ask('a person', () => members.standing(user), asking),
      );
      return {
        user,
        standing,
        inGroups: async (groups) =>
          user !== null && (await ask('a user group', () => members.inGroups(user, groups), asking)),
      };
    },
    place: async ({ channel, alone, shared }, asking) => ({
      channel,
      alone,
      shared,
      openForFacts: (await settings.channel(channel)).openFacts,
      readers: once(() => ask('the readers of a channel', () => readers(channel), asking)),
    }),
    maySeeFacts: (person, place) => maySeeFacts(person, place, rules),
    mayShowFacts,
    maySendFacts: (to) => maySendFacts(to, rules),
    mayReadInternal,
    mayDecide,
    maySetUp: (person) => maySetUp(person, adminUsers),
  };
}

function once<T>(question: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= question();
    return asked;
  };
}
