import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { previewDocument } from '../../sandbox/page/preview-document.ts';
import { preview } from '../answer.ts';
import { cardOf } from '../card/card.ts';
import type { CardPart } from '../card/card-part.ts';
import { cardText } from '../card/card-text.ts';
import { environmentOfProcess } from '../config.ts';
import type { Branch, KnownArticle } from '../knowledge/article/article.ts';
import { problemText } from '../knowledge/article/problem.ts';
import { readArticles } from '../knowledge/article/read-articles.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import { BadInput, complain, print, runCommand, withFile } from './run-command.ts';

/**
 * `npm run knowledge:preview <id> [-- --page FILE]`: every branch of an article as text, or as the card in a page of HTML, even if
 * other articles are broken.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: { page: { type: 'string' } },
    allowPositionals: true,
  });
  const [id] = positionals;
  const files = readArticles(environmentOfProcess().KNOWLEDGE_DIR);
  const wanted = files.findLast(({ file }) => basename(file) === `${id}.md`);
  if (!wanted) {
    const ids = files.map(({ file }) => `\n  ${basename(file, '.md')}`);
    throw new BadInput(`usage: npm run knowledge:preview <id> [-- --page FILE], with one of:${ids.join('')}`);
  }
  for (const problem of wanted.problems) complain(problemText(problem));
  if (!wanted.article) return 1;
  const cards = cardsOf(wanted.article);
  const { page } = values;
  if (page === undefined) {
    print(
      cards
        .map(({ heading, card }) => (heading && `[${heading}]\n`) + cardText(card))
        .join(`\n\n${'='.repeat(72)}\n\n`),
    );
    return 0;
  }
  const blocks = cards.map(({ heading, card }) => ({ heading, blocks: slackMessage(card).blocks }));
  await withFile(page, () => writeFileSync(page, previewDocument(wanted.article?.title ?? '', blocks)));
  print(`${page} shows ${cards.length} cards as Slack would; open it in a browser`);
  return 0;
});

/** The undecided card, and that of each branch. */
function cardsOf(article: KnownArticle): { heading: string; card: CardPart[] }[] {
  const card = (branch: Branch | null) => cardOf(preview(article, branch));
  if (article.branches.length === 0) return [{ heading: '', card: card(null) }];
  const branches = article.branches.map((one) => ({ heading: one.id, card: card(one) }));
  return [{ heading: 'undecided', card: card(null) }, ...branches];
}
