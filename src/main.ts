import { join } from 'node:path';
import { startSandbox } from '../sandbox/sandbox.ts';
import { compose } from './compose.ts';
import { type Config, environmentOfProcess, readConfig, slackMode } from './config.ts';
import { startBot } from './handlers/bot.ts';
import { startHealth } from './health.ts';
import { openSqliteInbox } from './inbox/sqlite/sqlite-inbox.ts';
import { openLog } from './log.ts';
import { surviveUncaught } from './survive-uncaught.ts';

/** How long a stop waits for accepted posts, and when the process ends at the latest (ms, docs/contract.md section 3). */
const DRAIN_MS = 20_000;
const EXIT_MS = 24_000;
/** How often expired entries are deleted (ms): pasted texts are kept for half an hour. */
const PRUNE_MS = 300_000;

const { config: given, problems } = readConfig(environmentOfProcess());
if (!given) fail(`The configuration is wrong:\n${problems.map((problem) => `- ${problem}`).join('\n')}`, 2);
const sandbox = slackMode(given) === 'sandbox' ? await startSandbox(given.PORT) : null;
const started = startParts({ ...given, ...sandbox?.settings });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    // Even if something hangs, the process ends in time; accepted posts stay stored.
    setTimeout(() => process.exit(0), EXIT_MS).unref();
    await (await started)();
    await sandbox?.stop();
    process.exit(0);
  });
}
await started.catch((error: Error) => fail(error.message, 1));
await sandbox?.show();

/** Starts everything. The function it returns answers accepted posts, then stops everything. */
async function startParts(config: Config): Promise<() => Promise<void>> {
  const log = openLog(config.LOG_LEVEL);
  const inbox = openSqliteInbox({ file: join(config.DATA_DIR, 'inbox.db') });
  const health = await startHealth(inbox, config.METRICS_PORT, config.METRICS_HOST);
  const composed = compose(config, log, { inbox, countModel: health.countModel });
  const bot = await startBot(config, composed, health.count);
  // Not before: a start that fails says why and ends.
  surviveUncaught(log, health.countUncaught);
  health.slackKnown();
  await composed.prune();
  const pruning = setInterval(composed.prune, PRUNE_MS);
  log.info({ mode: slackMode(config), articles: composed.articles }, 'the bot is connected to Slack');
  return async () => {
    clearInterval(pruning);
    if (!(await bot.stop(DRAIN_MS))) {
      // Their number is unknown if the store cannot be used.
      const { pending } = await inbox.counts().catch(() => ({ pending: null }));
      log.warn({ pending }, 'stopped with unanswered posts; they stay stored for the next start');
    }
    await health.close();
    await composed.close();
  };
}

function fail(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
