import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { openLog } from '../log.ts';
import { type AnsweredEntry, type FeedbackEntry, summary } from '../store/feedback.ts';
import { openRecords } from '../store/records.ts';
import { BadInput, configOfProcess, print, runCommand } from './run-command.ts';

const USAGE = 'usage: npm run -s report [-- --days N]   (1 to 180, default 30)';

/** Prints what became of the answers of the last days, for each article: no texts of posts, no people. */
await runCommand(async (args) => {
  const days = daysOf(args);
  const config = configOfProcess();
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
    const title = article && (titles.get(article) ?? 'an article that was removed');
    print(article ? `${title} (${article})` : `No article yet: ${category}`);
    print(`  answered ${answered}, solved ${solved}, still stuck ${stuck}, not relevant ${notRelevant}`);
    for (const reason of reasons) print(`  - ${reason}`);
  }
  return 0;
});

function daysOf(args: string[]): number {
  try {
    const { values } = parseArgs({ args, options: { days: { type: 'string', default: '30' } } });
    const days = Number(values.days);
    if (Number.isInteger(days) && days >= 1 && days <= 180) return days;
  } catch {
    // The usage says what is expected.
  }
  throw new BadInput(USAGE);
}
