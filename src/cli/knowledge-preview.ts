import { preview } from '../answer.ts';
import { cardOf } from '../card/card.ts';
import { cardText } from '../card/card-text.ts';
import { environmentOfProcess } from '../config.ts';
import type { Branch } from '../knowledge/article/article.ts';
import type { KnownArticle } from '../knowledge/knowledge.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';

/** `npm run knowledge:preview <id>`: every branch of an article, as the card shows it. */
const [id] = process.argv.slice(2);
const { articles } = loadKnowledge(environmentOfProcess().KNOWLEDGE_DIR);
const article = articles.find((known) => known.id === id);
if (article) process.stdout.write(`${previews(article).join(`\n\n${'='.repeat(72)}\n\n`)}\n`);
else {
  process.stderr.write(
    `usage: npm run knowledge:preview <id>, with one of:\n${articles.map((known) => `  ${known.id}\n`).join('')}`,
  );
  process.exitCode = 2;
}

function previews(known: KnownArticle): string[] {
  const text = (branch: Branch | null) => cardText(cardOf(preview(known, branch)));
  if (known.branches.length === 0) return [text(null)];
  return [`[undecided]\n${text(null)}`, ...known.branches.map((one) => `[${one.id}]\n${text(one)}`)];
}
