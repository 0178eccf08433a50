import { join } from 'node:path';
import { createAtlassianClient } from './atlassian/client.ts';
import type { Config } from './config.ts';
import { connectionsOf } from './doctor/connections.ts';
import type { Expertise, Memory, Rooms } from './handlers/rooms.ts';
import { turnsOfProcess } from './inbox/in-turn.ts';
import type { Inbox } from './inbox/inbox.ts';
import { onceWith } from './inbox/once.ts';
import { openSqliteInbox } from './inbox/sqlite/sqlite-inbox.ts';
import { loadKnowledge, publicOnly } from './knowledge/knowledge.ts';
import { loadGlossary } from './knowledge/talk/glossary.ts';
import type { Log } from './log.ts';
import { fromAtlassian } from './look-up/from-atlassian.ts';
import { type AuditLine, onBehalfOf } from './look-up/on-behalf-of.ts';
import { type FactCache, remembered } from './look-up/remembered.ts';
import { type ModelOptions, modelWith } from './model/model.ts';
import { createSight } from './sight/sight.ts';
import type { Workspace } from './slack/workspace.ts';
import { openAnsweredThreads } from './store/answered-threads.ts';
import { openBursts } from './store/bursts.ts';
import { type Cache, openCache } from './store/cache.ts';
import { openSettings } from './store/channel-settings.ts';
import { openPastedTexts } from './store/pasted-texts.ts';
import { openRecords, type Records } from './store/records.ts';

type CountModel = NonNullable<ModelOptions['count']>;

/** The parts of the program, opened on their files. */
export type Composed = {
  memory: Memory;
  inbox: Inbox;
  log: Log;
  articles: number;
  /** What the handlers of one workspace work with. */
  roomsFor(slack: Workspace): Rooms;
  /** Deletes what is older than it is kept for; what cannot be deleted now is tried again next time. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

type Options = { inbox?: Inbox; countModel?: CountModel };

/** Configuration -> everything the handlers need. Throws an error that says what to do about a file. */
export function compose(
  config: Config,
  log: Log,
  { inbox = openInbox(config), countModel }: Options = {},
): Composed {
  const cache = openCache({ file: join(config.DATA_DIR, 'store.db'), log });
  const memory = openMemory(config, cache, log);
  const expertise = openExpertise(config, { cache, records: memory.records, log, countModel });
  const inTurn = turnsOfProcess();
  const once = onceWith(inbox, inTurn);
  const setup = { optOutMark: config.OPT_OUT_MARK, connections: connectionsOf(config) };
  return {
    memory,
    inbox,
    log,
    articles: expertise.knowledge.articles.length,
    roomsFor(slack) {
      const { settings } = memory;
      const rules = { users: config.LOOKUP_USERS, userGroups: config.LOOKUP_USERGROUPS };
      const sight = createSight({ slack, cache, rules, adminUsers: config.ADMIN_USERS, settings, log });
      return { slack, sight, expertise, memory, inbox, once, inTurn, setup, log };
    },
    async prune() {
      for (const part of [inbox, cache, memory.records]) {
        try {
          await part.prune();
        } catch (err) {
          log.warn({ err }, 'old rows could not be deleted');
        }
      }
    },
    async close() {
      await cache.close();
      await memory.records.close();
      await inbox.close();
    },
  };
}

/** What is kept between requests. */
function openMemory(config: Config, cache: Cache, log: Log): Memory {
  const records = openRecords({ file: join(config.DATA_DIR, 'records.db'), log });
  return {
    records,
    settings: openSettings(config, records, log),
    threads: openAnsweredThreads(cache),
    pastedTexts: openPastedTexts(cache),
    bursts: openBursts(cache, config.BURST_MINUTES),
  };
}

type ExpertiseOptions = { cache: Cache; records: Records; log: Log; countModel: CountModel | undefined };

/** What is known, and whom to ask: the articles, Atlassian, a model. */
function openExpertise(config: Config, { cache, records, log, countModel }: ExpertiseOptions): Expertise {
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const audit = async (line: AuditLine) => {
    await records.append('audit', line);
    log.info(line, 'accounts were looked up');
  };
  return {
    knowledge,
    publicKnowledge: publicOnly(knowledge),
    glossary: loadGlossary(),
    lookUpFor: onBehalfOf({
      lookUp: remembered(fromAtlassian(createAtlassianClient(config)), {
        cache: factCache(cache, config.LOOKUP_CACHE_SECONDS),
        key: records.hash,
      }),
      hash: records.hash,
      audit,
      perHour: config.LOOKUPS_PER_HOUR,
      counts: cache.counts('look-ups', 3_600_000),
    }),
    model: modelWith(config, {
      usage: cache.counts('token-counts', 2 * 86_400_000),
      ...(countModel ? { count: countModel } : {}),
    }),
    orgId: config.ATLASSIAN_ORG_ID,
  };
}

/** 0 seconds: nothing is kept. */
function factCache(cache: Cache, seconds: number): FactCache {
  if (seconds === 0) return { get: async () => undefined, set: async () => undefined };
  return cache.namespace<unknown>('facts', seconds * 1000);
}

/** The durable inbox of a configuration. Throws an error that says what to do about its file. */
export function openInbox({ DATA_DIR }: Config): Inbox {
  return openSqliteInbox({ file: join(DATA_DIR, 'inbox.db') });
}
