import { join } from 'node:path';
import { type Config, environmentOfProcess, readConfig, slackMode } from './config.ts';
import { answeredThreads } from './handlers/answered-threads.ts';
import { type Bot, startBot } from './handlers/bot.ts';
import { startHealth } from './health.ts';
import type { Inbox } from './inbox/inbox.ts';
import { openSqliteInbox } from './inbox/sqlite.ts';
import { loadKnowledge, publicOnly } from './knowledge/knowledge.ts';
import { type Log, openLog } from './log.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { openStore } from './store.ts';
import { lookUpWith } from './tools/look-up.ts';

/** How long accepted posts may take to be answered, and after how long it ends at the latest (docs/contract.md section 5.3), in ms. */
const DRAIN_MS = 20_000;
const EXIT_MS = 24_000;

const { config, problems } = readConfig(environmentOfProcess());
if (config) await run(config);
else fail(`The configuration is wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`, 2);

async function run(given: Config) {
  const sandbox = slackMode(given) === 'sandbox' ? await startSandbox(given.PORT) : null;
  const config = { ...given, ...sandbox?.settings };
  const started = startParts(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      // Whatever hangs, the promised time is kept; what was accepted stays stored.
      setTimeout(() => process.exit(0), EXIT_MS).unref();
      await (await started)();
      await sandbox?.stop();
      process.exit(0);
    });
  }
  await started.catch((error: Error) => fail(error.message, 1));
  await sandbox?.show();
}

/** Starts everything; returns how to stop it, accepted posts first. */
async function startParts(config: Config): Promise<() => Promise<void>> {
  const log = openLog(config.LOG_LEVEL);
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const inbox = openSqliteInbox({ file: join(config.DATA_DIR, 'inbox.db') });
  const store = openStore({ file: join(config.DATA_DIR, 'store.db') });
  const health = await startHealth(inbox, config.METRICS_PORT);
  const parts = {
    inbox,
    knowledge,
    publicKnowledge: publicOnly(knowledge),
    lookUp: lookUpWith(config),
    answeredThreads: answeredThreads(store, log),
    triageChannels: config.TRIAGE_CHANNELS,
    log,
  };
  const bot: Bot = await startBot(config, parts, health.count);
  health.slackKnown();
  prune(inbox, log);
  const pruning = setInterval(() => prune(inbox, log), 3_600_000);
  log.info({ mode: slackMode(config), articles: knowledge.articles.length }, 'the bot is connected to Slack');
  return async () => {
    clearInterval(pruning);
    const drained = await bot.stop(DRAIN_MS);
    if (!drained)
      log.warn({ pending: inbox.counts().pending }, 'stopped with posts unanswered; they wait in the store');
    await health.close();
    await store.close();
    inbox.close();
  };
}

/** A store that cannot be cleaned now is cleaned an hour later. */
function prune(inbox: Inbox, log: Log) {
  try {
    inbox.prune();
  } catch (err) {
    log.warn({ err }, 'old rows could not be deleted');
  }
}

function fail(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
