import { join } from 'node:path';
import type { Config } from './config.ts';
import { connectionsOf } from './doctor/connections.ts';
import type { Parts } from './handlers/parts.ts';
import { turnsOfProcess } from './inbox/in-turn.ts';
import type { Inbox } from './inbox/inbox.ts';
import { onceWith } from './inbox/once.ts';
import { openSqliteInbox } from './inbox/sqlite/sqlite-inbox.ts';
import { loadKnowledge, publicOnly } from './knowledge/knowledge.ts';
import { loadGlossary } from './knowledge/talk/glossary.ts';
import type { Log } from './log.ts';
import { lookUpWith } from './look-up/look-up.ts';
import { type AuditLine, lookUpOnBehalfOf } from './look-up/on-behalf-of.ts';
import { cached, type FactCache } from './look-up/remembered.ts';
import { type ModelOptions, modelWith } from './model/model.ts';
import { members } from './sight/members.ts';
import { readers } from './sight/readers.ts';
import { openAnsweredThreads } from './store/answered-threads.ts';
import { openBursts } from './store/bursts.ts';
import { type Cache, openCache } from './store/cache.ts';
import { openSettings } from './store/channel-settings.ts';
import { openPastedTexts } from './store/pasted-texts.ts';
import { openRecords } from './store/records.ts';

type CountModel = NonNullable<ModelOptions['count']>;

export type Composed = {
  parts: Parts;
  /** deletes what is older than it is kept for; what cannot be deleted now is tried again next time */
  prune(): Promise<void>;
  close(): Promise<void>;
};

/** Configuration -> everything the handlers need, opened on its files. Throws an error that says what to do about a file. */
export function compose(
  config: Config,
  log: Log,
  { inbox = openInbox(config), countModel }: { inbox?: Inbox; countModel?: CountModel } = {},
): Composed {
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const store = openCache({ file: join(config.DATA_DIR, 'store.db') });
  const records = openRecords({ file: join(config.DATA_DIR, 'records.db'), log });
  const audit = async (line: AuditLine) => {
    await records.append('audit', line);
    log.info(line, 'accounts were looked up');
  };
  const inTurn = turnsOfProcess();
  const known = members(store);
  const parts: Parts = {
    inbox,
    once: onceWith(inbox, inTurn),
    inTurn,
    knowledge,
    publicKnowledge: publicOnly(knowledge),
    glossary: loadGlossary(),
    lookUpFor: lookUpOnBehalfOf({
      lookUp: cached(lookUpWith(config), {
        cache: factCache(store, config.LOOKUP_CACHE_SECONDS),
        key: records.hash,
      }),
      hash: records.hash,
      audit,
      perHour: config.LOOKUPS_PER_HOUR,
      counts: store.counts('look-ups', 3_600_000),
    }),
    model: modelWith(config, {
      usage: store.counts('token-counts', 2 * 86_400_000),
      ...(countModel ? { count: countModel } : {}),
    }),
    members: known,
    readers: readers(store, known),
    sight: { users: config.LOOKUP_USERS, userGroups: config.LOOKUP_USERGROUPS },
    settings: openSettings(config, records, log),
    records,
    threads: openAnsweredThreads(store, log),
    kept: openPastedTexts(store, log),
    files: { token: config.SLACK_BOT_TOKEN ?? '', apiUrl: config.SLACK_API_URL },
    bursts: openBursts(store, config.BURST_MINUTES, log),
    orgId: config.ATLASSIAN_ORG_ID,
    optOutMark: config.OPT_OUT_MARK,
    adminUsers: config.ADMIN_USERS,
    connections: connectionsOf(config),
    log,
  };
  return {
    parts,
    async prune() {
      for (const part of [inbox, store, records]) {
        try {
          await part.prune();
        } catch (err) {
          log.warn({ err }, 'old rows could not be deleted');
        }
      }
    },
    async close() {
      await store.close();
      await records.close();
      await inbox.close();
    },
  };
}

/** 0 seconds: nothing is kept. */
function factCache(store: Cache, seconds: number): FactCache {
  if (seconds === 0) return { get: async () => undefined, set: async () => undefined };
  const facts = store.namespace<unknown>('facts', seconds * 1000);
  // A failing cache costs a repeated look-up and nothing else.
  facts.on('error', () => {});
  return facts;
}

/** The durable inbox of a configuration. Throws an error that says what to do about its file. */
export function openInbox({ DATA_DIR }: Config): Inbox {
  return openSqliteInbox({ file: join(DATA_DIR, 'inbox.db') });
}
