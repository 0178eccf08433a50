import { basename } from 'node:path';
import { preview } from '../answer.ts';
import { cardOf } from '../card/card.ts';
import { cardText } from '../card/card-text.ts';
import { environmentOfProcess } from '../config.ts';
import type { Branch, KnownArticle } from '../knowledge/article/article.ts';
import { problemText } from '../knowledge/article/problem.ts';
import { readArticles } from '../knowledge/article/read-articles.ts';
import { BadInput, complain, print, runCommand } from './run-command.ts';

/** `npm run knowledge:preview <id>`: every branch of an article as the card shows it, even if other articles are broken. */
await runCommand(([id]) => {
  const files = readArticles(environmentOfProcess().KNOWLEDGE_DIR);
  const wanted = files.findLast(({ file }) => basename(file) === `${id}.md`);
  if (!wanted) {
    const ids = files.map(({ file }) => `\n  ${basename(file, '.md')}`);
    throw new BadInput(`usage: npm run knowledge:preview <id>, with one of:${ids.join('')}`);
  }
  for (const problem of wanted.problems) complain(problemText(problem));
  if (!wanted.article) return 1;
  print(previews(wanted.article).join(`\n\n${'='.repeat(72)}\n\n`));
  return 0;
});

function previews(article: KnownArticle): string[] {
  const text = (branch: Branch | null) => cardText(cardOf(preview(article, branch)));
  if (article.branches.length === 0) return [text(null)];
  return [`[undecided]\n${text(null)}`, ...article.branches.map((one) => `[${one.id}]\n${text(one)}`)];
}
