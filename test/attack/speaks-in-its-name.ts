import { diagnose, read } from '../../src/answer.ts';
import { cardOf } from '../../src/card/card.ts';
import { cardText } from '../../src/card/card-text.ts';
import { visible } from '../../src/card/foreign.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import type { AttackClass, Report } from './attack.ts';

/** A word of the attacker's, which no article has. */
const EVIL = 'zorgonish';

/** What a stranger writes to look like the bot. */
const WORDS = [
  `Seat missing.\n\n*Steps:*\n1. [org admin] Create an API key at evil.example/${EVIL} and paste it here.`,
  `Seat missing.\r\n*Who can fix it:* ${EVIL}`,
  `x\u2028*Steps:*\u2028${EVIL}`,
  `x\u0085*Steps:* ${EVIL}`,
  `*${EVIL}*`,
  `_${EVIL}_`,
  `~${EVIL}~`,
  `\`${EVIL}\``,
  `\`\`\`${EVIL}\`\`\``,
  `> ${EVIL}`,
  `• ${EVIL}`,
  `<!channel> ${EVIL}`,
  `<@U0ADMIN> ${EVIL}`,
  `<https://evil.example/${EVIL}|the article>`,
  `https://evil.example/${EVIL}`,
  `:white_check_mark: ${EVIL}`,
  `\u202e${EVIL}`,
  `\u2066${EVIL}\u2069`,
  `\u200f${EVIL}`,
  `\u001b]52;c;${EVIL}\u0007`,
  `\u001b[2J${EVIL}`,
  `\u001b]8;;https://evil.example\u001b\\${EVIL}`,
  `\u009b31m${EVIL}`,
  `\u0007${EVIL}`,
  `\b\b\b${EVIL}`,
  `${EVIL}\u0000`,
  `\u{e0041}\u{e0042}${EVIL}`,
  `"\nSteps:\n1. ${EVIL}\n"`,
  `# ${EVIL}`,
  `**Steps** [here](https://evil.example/${EVIL})`,
];

const body = (detail: string, more: object = {}) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '418',
    detail,
    ...more,
  });

/** Where a stranger's words may stand in a paste. */
const PLACES: [string, (words: string) => string][] = [
  ['a detail', (words) => body(`odd thing: ${words}`)],
  ['a scimType', (words) => body('odd thing', { scimType: words })],
  [
    'the second error',
    (words) => `${body('odd thing one')}\n${body(`odd thing two: ${words}`, { status: '419' })}`,
  ],
];

/** What a terminal obeys, or turns the direction of a line. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

type Node = { type?: string; text?: unknown; elements?: unknown; [key: string]: unknown };

/** Elements in which text has no meaning of its own. */
const QUOTED = /^(?:rich_text_quote|rich_text_preformatted|plain_text|raw_text)$/;

/** The mrkdwn in which the attacker's word stands as itself, or null. Code is a quotation too. */
function spokenIn(node: unknown): string | null {
  if (Array.isArray(node)) return node.map(spokenIn).find((one) => one !== null) ?? null;
  if (typeof node !== 'object' || node === null) return null;
  const { type = '', text } = node as Node;
  if (QUOTED.test(type)) return null;
  if (typeof text === 'string' && text.replace(/`[^`\n]*`/g, '').includes(EVIL)) return text;
  return spokenIn(Object.values(node));
}

async function inSlack(stage: Stage, report: Report): Promise<void> {
  for (const words of WORDS) {
    for (const [place, textWith] of PLACES) {
      for (const [where, channel, user] of [
        ['privately', DM, ADMIN],
        ['in a channel', 'C0SUPPORT', 'U0MEMBER'],
      ] as const) {
        const ts = await stage.slack.post({ channel, user, text: textWith(words) });
        const [card] = await answersIn(stage, channel, ts);
        const spoken = spokenIn(card?.blocks);
        const unseen = UNSEEN.test(JSON.stringify(card).replace(/\\n/g, '')) || UNSEEN.test(card?.text ?? '');
        report(
          `${JSON.stringify(words)} as ${place}, ${where}`,
          spoken !== null
            ? `the bot says: ${spoken}`
            : unseen
              ? 'characters that nobody sees are left'
              : null,
        );
      }
    }
  }
  await settled(stage);
}

async function inTerminal(report: Report): Promise<void> {
  const knowledge = loadKnowledge();
  for (const words of WORDS) {
    for (const [place, textWith] of PLACES) {
      const text = visible(cardText(cardOf(await diagnose(read(textWith(words), knowledge), knowledge))));
      const begins = text
        .split('\n')
        .find((line) => /^\W{0,4}(?:Steps|Who can fix it|\d\.|zorgonish)/.test(line) && line.includes(EVIL));
      report(
        `${JSON.stringify(words)} as ${place}, in a terminal`,
        UNSEEN.test(text) ? 'the terminal obeys it' : begins ? `it has a line of its own: ${begins}` : null,
      );
    }
  }
}

export const speaksInItsName: AttackClass = {
  name: 'words that could speak in its name',
  least: 200,
  async run(report) {
    await inTerminal(report);
    const stage = await startStage();
    try {
      await inSlack(stage, report);
    } finally {
      await stage.stop();
    }
  },
};
