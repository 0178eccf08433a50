import type { KnownBlock } from '@slack/types';
import type { CardPart } from './card.ts';
import { escapeMrkdwn } from './escape.ts';
import { textOf } from './text.ts';

/** Slack's limits (docs.slack.dev/reference/block-kit/blocks), and the total that a message was seen to hold, with a margin. */
const LIMITS = { header: 150, section: 2900, blocks: 48, message: 10_000 };

/** A message as `chat.postMessage` takes it: blocks, and the same in full as plain text. */
export type SlackMessage = { text: string; blocks: KnownBlock[] };

/** Card -> Slack message; everything foreign is escaped, nothing unfurls or mentions. */
export function slackMessage(card: CardPart[]): SlackMessage {
  const blocks: KnownBlock[] = [];
  let size = 0;
  for (const block of card.flatMap(partBlocks)) {
    size += sizeOf(block);
    if (size > LIMITS.message || blocks.length >= LIMITS.blocks) {
      blocks.push(section('_Cut here: the answer is longer than one message can show._'));
      break;
    }
    blocks.push(block);
  }
  return { text: escapeMrkdwn(textOf(card)), blocks };
}

function partBlocks(part: CardPart): KnownBlock[] {
  switch (part.kind) {
    case 'title':
      return [
        {
          type: 'header',
          text: { type: 'plain_text', text: part.text.slice(0, LIMITS.header), emoji: false },
        },
      ];
    case 'text':
      return sections([`${part.label ? `*${bold(part.label)}:* ` : ''}${escapeMrkdwn(part.text)}`]);
    case 'list':
      return sections([`*${bold(part.label)}:*`, ...part.items.map((item) => `• ${escapeMrkdwn(item)}`)]);
    case 'steps':
      return sections([
        `*${bold(part.label)}:*`,
        ...part.items.map((item, i) => `${i + 1}. ${escapeMrkdwn(item)}`),
      ]);
    case 'note':
      return [
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: escapeMrkdwn(part.text).slice(0, LIMITS.section), verbatim: true },
          ],
        },
      ];
  }
}

/** Characters a reader sees, which is what Slack counts. */
function sizeOf(block: KnownBlock): number {
  if (block.type === 'section' || block.type === 'header') return block.text?.text.length ?? 0;
  return JSON.stringify(block).length;
}

/** An asterisk would end the bold type early. */
const bold = (label: string) => escapeMrkdwn(label).replaceAll('*', '');

/** Lines -> as few sections as their limit allows. */
function sections(lines: string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines.map((text) => text.slice(0, LIMITS.section))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < LIMITS.section)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map(section);
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}
