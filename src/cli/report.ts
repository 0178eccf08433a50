import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentOfProcess, readConfig } from '../config.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { openLog } from '../log.ts';
import { type AnsweredEntry, type FeedbackEntry, summary } from '../store/feedback.ts';
import { openRecords } from '../store/records.ts';

const USAGE = 'usage: npm run -s report [-- --days N]   (1 to 180, default 30)';

process.exitCode = await main();

/** Prints what became of the answers of the last days, per article: no text of posts, no person. */
async function main(): Promise<number> {
  const days = daysOf(process.argv.slice(2));
  if (days === null) return complain(USAGE);
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) return complain(problems.join('\n'));
  const titles = new Map(loadKnowledge(config.KNOWLEDGE_DIR).articles.map(({ id, title }) => [id, title]));
  const records = openRecords({ file: join(config.DATA_DIR, 'records.db'), log: openLog('warn') });
  const since = Date.now() - days * 86_400_000;
  const figures = summary(
    await records.entries<AnsweredEntry>('answered', since),
    await records.entries<FeedbackEntry>('feedback', since),
  );
  await records.close();
  print(`Answers of the last ${days} days\n`);
  if (figures.length === 0) print('None yet.');
  for (const { article, category, answered, solved, stuck, notRelevant, reasons } of figures) {
    print(
      article
        ? `${titles.get(article) ?? 'an article that was removed'} (${article})`
        : `No article yet: ${category}`,
    );
    print(`  answered ${answered}, solved ${solved}, still stuck ${stuck}, not relevant ${notRelevant}`);
    for (const reason of reasons) print(`  - ${reason}`);
  }
  return 0;
}

function daysOf(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { days: { type: 'string', default: '30' } } });
    const days = Number(values.days);
    return Number.isInteger(days) && days >= 1 && days <= 180 ? days : null;
  } catch {
    return null;
  }
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
