import { join } from 'node:path';
import { createAtlassianClient } from './atlassian/client.ts';
import type { Config } from './config.ts';
import { connectionsOf } from './doctor/connections.ts';
import { createShownCards } from './handlers/message/shown-cards.ts';
import type { Expertise, Memory, Rooms } from './handlers/rooms.ts';
import type { Health } from './health.ts';
import { turnsOfProcess } from './inbox/in-turn.ts';
import type { Inbox } from './inbox/inbox.ts';
import { onceWith } from './inbox/once.ts';
import { loadKnowledge, publicOnly } from './knowledge/knowledge.ts';
import { loadGlossary } from './knowledge/talk/glossary.ts';
import type { Log } from './log.ts';
import { fromAtlassian } from './look-up/from-atlassian.ts';
import { onBehalfOf } from './look-up/on-behalf-of.ts';
import { remembered } from './look-up/remembered.ts';
import { modelWith } from './model/model.ts';
import { createSight } from './sight/sight.ts';
import type { Workspace } from './slack/workspace.ts';
import { openAnsweredThreads } from './store/answered-threads.ts';
import { openBursts } from './store/bursts.ts';
import { type Cache, openCache } from './store/cache.ts';
import { openSettings } from './store/channel-settings.ts';
import { openPastedTexts } from './store/pasted-texts.ts';
import { openRecords, type Records } from './store/records.ts';
import { whyOpenToAll } from './store/why-open-to-all.ts';

/** The parts of the program, opened on their files. */
export type Composed = {
  memory: Memory;
  inbox: Inbox;
  log: Log;
  articles: number;
  /** What the handlers of one workspace work with. */
  roomsFor(slack: Workspace): Rooms;
  /** Deletes what has been kept long enough; what cannot be deleted now is tried again next time. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

type Options = { inbox: Inbox; countModel?: Health['countModel'] };

/** Configuration -> everything the handlers need. Throws an error that says what to do about a file. */
export function compose(config: Config, log: Log, { inbox, countModel = () => {} }: Options): Composed {
  const open = whyOpenToAll(config.DATA_DIR);
  if (open) log.warn({}, open);
  const cache = openCache({ file: join(config.DATA_DIR, 'store.db'), log });
  const records = openRecords({ file: join(config.DATA_DIR, 'records.db'), log });
  const settings = openSettings(config, records, log);
  const memory: Memory = {
    records,
    settings,
    threads: openAnsweredThreads(cache),
    pastedTexts: openPastedTexts(cache),
    bursts: openBursts(cache, config.BURST_MINUTES),
  };
  const expertise = openExpertise(config, { cache, records, log, countModel });
  const inTurn = turnsOfProcess();
  const once = onceWith(inbox, inTurn);
  const setup = { optOutMark: config.OPT_OUT_MARK, connections: connectionsOf(config) };
  const stores = [cache, records, inbox];
  return {
    memory,
    inbox,
    log,
    articles: expertise.knowledge.articles.length,
    roomsFor(slack) {
      const rules = { users: config.LOOKUP_USERS, userGroups: config.LOOKUP_USERGROUPS };
      const sight = createSight({ slack, cache, rules, adminUsers: config.ADMIN_USERS, settings, log });
      return {
        slack,
        sight,
        expertise,
        memory,
        inbox,
        once,
        inTurn,
        shownCards: createShownCards(),
        setup,
        log,
      };
    },
    async prune() {
      for (const store of stores)
        await store.prune().catch((err) => log.warn({ err }, 'old entries could not be deleted'));
    },
    async close() {
      for (const store of stores) await store.close();
    },
  };
}

type Sources = { cache: Cache; records: Records; log: Log; countModel: Health['countModel'] };

/** What the bot knows, and whom it can ask: the articles, Atlassian, a model. */
function openExpertise(config: Config, { cache, records, log, countModel }: Sources): Expertise {
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const lookUp = fromAtlassian(createAtlassianClient(config));
  const seconds = config.LOOKUP_CACHE_SECONDS;
  return {
    knowledge,
    publicKnowledge: publicOnly(knowledge),
    glossary: loadGlossary(),
    lookUpFor: onBehalfOf({
      lookUp:
        seconds === 0
          ? lookUp
          : remembered(lookUp, { cache: cache.namespace('facts', seconds * 1000), key: records.hash }),
      hash: records.hash,
      async audit(line) {
        log.info(line, 'accounts were looked up');
        return await records.append('audit', line);
      },
      perHour: config.LOOKUPS_PER_HOUR,
      counts: cache.counts('look-ups', 3_600_000),
    }),
    model: modelWith(config, { usage: cache.counts('token-counts', 2 * 86_400_000), count: countModel }),
    orgId: config.ATLASSIAN_ORG_ID,
  };
}
