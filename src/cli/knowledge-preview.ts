import { basename } from 'node:path';
import { preview } from '../answer.ts';
import { cardOf } from '../card/card.ts';
import { cardText } from '../card/card-text.ts';
import { environmentOfProcess } from '../config.ts';
import type { Branch, KnownArticle } from '../knowledge/article/article.ts';
import { problemText } from '../knowledge/article/problem.ts';
import { readArticles } from '../knowledge/article/read-articles.ts';

/** `npm run knowledge:preview <id>`: every branch of an article, as the card shows it, whatever the other files are like. */
const [id] = process.argv.slice(2);
const files = readArticles(environmentOfProcess().KNOWLEDGE_DIR);
const wanted = files.findLast(({ file }) => basename(file) === `${id}.md`);
if (wanted?.article) process.stdout.write(`${previews(wanted.article).join(`\n\n${'='.repeat(72)}\n\n`)}\n`);
else if (wanted) {
  process.stderr.write(wanted.problems.map((problem) => `${problemText(problem)}\n`).join(''));
  process.exitCode = 1;
} else {
  const ids = files.map(({ file }) => `  ${basename(file, '.md')}\n`);
  process.stderr.write(`usage: npm run knowledge:preview <id>, with one of:\n${ids.join('')}`);
  process.exitCode = 2;
}

function previews(article: KnownArticle): string[] {
  const text = (branch: Branch | null) => cardText(cardOf(preview(article, branch)));
  if (article.branches.length === 0) return [text(null)];
  return [`[undecided]\n${text(null)}`, ...article.branches.map((one) => `[${one.id}]\n${text(one)}`)];
}
