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
  const undecided = cardText(card(known, null));
  return known.branches.length === 0
    ? [undecided]
    : [
        `[undecided]\n${undecided}`,
        ...known.branches.map((branch) => `[${branch.id}]\n${cardText(card(known, branch))}`),
      ];
}

function card(known: KnownArticle, branch: Branch | null) {
  const error = {
    httpStatus: null,
    scimType: null,
    detail: null,
    resource: null,
    emails: [],
    wrapper: null,
    address: null,
    stated: null,
    strongCue: true,
    times: 1,
    evidence: ['a preview, not a paste'],
    text: '',
  };
  const verdict = {
    category: known.category,
    article: known,
    decidedBy: 'rules' as const,
    candidates: [],
    whoCanFix: known.whoCanFix,
    evidence: error.evidence,
  };
  const choice = branch ? { branch } : { branch: null, missing: [], remaining: known.branches };
  return cardOf({
    speakUp: true,
    diagnoses: [
      {
        error,
        verdict,
        whoCanFix: branch?.whoCanFix ?? known.whoCanFix,
        facts: [],
        choice,
        notChecked: null,
      },
    ],
  });
}
