import type { KnownBlock } from '@slack/types';
import type { Button, CardPart } from '../../card/card-part.ts';
import { cardText } from '../../card/card-text.ts';
import { MARGIN, SLACK_LIMITS } from '../limits.ts';
import { escapeMrkdwn, itemMrkdwn, mrkdwn } from './mrkdwn.ts';

/** What the blocks of a message may hold, with room for a word that says where it was cut. */
const MOST_BLOCKS = SLACK_LIMITS.messageBlocks - 2;
const LONGEST_TEXT = SLACK_LIMITS.text - MARGIN;
const LONGEST_SECTION = SLACK_LIMITS.section - MARGIN;

/** A longer step or paragraph of an article would be cut; the margin is for what stands before it, as its label. */
export const LONGEST_PASSAGE = LONGEST_SECTION - MARGIN;

/** A message as `chat.postMessage` takes it: blocks, and the same in full as plain text. */
export type SlackMessage = {
  text: string;
  blocks: KnownBlock[];
  /** what is posted when Slack refuses the blocks: without folded parts, so that it stays one message */
  shortText: string;
};

/**
 * Card -> Slack message; everything foreign is escaped, nothing unfurls or mentions. Folded parts stand in the text alone.
 * What is too long for one message is cut with a word about it; buttons are kept.
 */
export function slackMessage(card: CardPart[]): SlackMessage {
  const shown = card.filter((part) => !('folded' in part));
  const buttons = shown.filter(({ kind }) => kind === 'buttons').flatMap(partBlocks);
  const room = MOST_BLOCKS - buttons.length;
  const blocks: KnownBlock[] = [];
  let size = buttons.reduce((sum, block) => sum + sizeOf(block), 0);
  for (const block of shown.filter(({ kind }) => kind !== 'buttons').flatMap(partBlocks)) {
    size += sizeOf(block);
    if (size > SLACK_LIMITS.message || blocks.length >= room) {
      blocks.push(section('_Cut here: the answer is longer than one message can show._'));
      break;
    }
    blocks.push(block);
  }
  return {
    text: escapeMrkdwn(cardText(card)),
    blocks: [...blocks, ...buttons],
    shortText: cutText(escapeMrkdwn(cardText(shown))),
  };
}

/** A card's blocks for a modal or the Home tab. */
export function viewBlocks(card: CardPart[]): KnownBlock[] {
  return card.flatMap(partBlocks).slice(0, SLACK_LIMITS.viewBlocks);
}

/** Slack may split a longer text into several messages (docs.slack.dev/apis/web-api/rate-limits, messages). */
function cutText(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} … (cut here)` : text;
}

function partBlocks(part: CardPart): KnownBlock[] {
  switch (part.kind) {
    case 'title':
      return [
        {
          type: 'header',
          text: { type: 'plain_text', text: part.text.slice(0, SLACK_LIMITS.header), emoji: false },
        },
      ];
    case 'text':
      return sections([`${part.label ? `*${bold(part.label)}:* ` : ''}${mrkdwn(part.text)}`]);
    case 'list':
      return sections([`*${bold(part.label)}:*`, ...part.items.map((item) => `• ${itemMrkdwn(item)}`)]);
    case 'steps':
      return sections([
        `*${bold(part.label)}:*`,
        ...part.items.map((item, i) => `${i + 1}. ${itemMrkdwn(item)}`),
      ]);
    case 'links':
      return [section(part.links.map(({ text, url }) => `<${url}|${escapeMrkdwn(text)}>`).join('\n'))];
    case 'table':
      return [
        {
          type: 'table',
          rows: [part.head, ...part.rows].map((row) =>
            row.map((text) => ({ type: 'raw_text', text: text || '–' })),
          ),
        },
      ];
    case 'copy':
      return [
        ...sections([`*${bold(part.label)}:*`]),
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.text }], border: 0 },
          ],
        },
      ];
    case 'buttons':
      return buttonBlocks(part);
    case 'person':
      return [section(`*${bold(part.label)}:* <@${part.by.replace(/\W/g, '')}>`)];
    case 'channel':
      return [
        {
          ...section(`<#${part.id.replace(/\W/g, '')}>: ${escapeMrkdwn(part.label)}`),
          ...(part.button ? { accessory: button(part.button) } : {}),
        },
      ];
    case 'note':
      return [
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: escapeMrkdwn(part.text).slice(0, LONGEST_SECTION), verbatim: true },
          ],
        },
      ];
  }
}

/** Five to a row, so that a phone shows them whole (docs.slack.dev/reference/block-kit/blocks/actions-block allows 25). */
function buttonBlocks({ label, buttons }: { label?: string; buttons: Button[] }): KnownBlock[] {
  const rows = Array.from({ length: Math.ceil(buttons.length / 5) }, (_, i) =>
    buttons.slice(i * 5, i * 5 + 5),
  );
  return [
    ...(label ? sections([`*${bold(label)}*`]) : []),
    ...rows.map((row): KnownBlock => ({ type: 'actions', elements: row.map(button) })),
  ];
}

function button({ label, action, value, style }: Button) {
  return {
    type: 'button' as const,
    action_id: action,
    text: { type: 'plain_text' as const, text: label.slice(0, SLACK_LIMITS.buttonLabel), emoji: false },
    value: value.slice(0, SLACK_LIMITS.buttonValue),
    ...(style ? { style } : {}),
  };
}

/** Characters a reader sees, which is what Slack counts. */
function sizeOf(block: KnownBlock): number {
  if (block.type === 'section' || block.type === 'header') return block.text?.text.length ?? 0;
  return JSON.stringify(block).length;
}

/** An asterisk would end the bold type early. */
const bold = (label: string) => escapeMrkdwn(label).replaceAll('*', '');

/** A cut that shows, and that leaves no tag or entity open. */
function cutLine(text: string): string {
  return text.length > LONGEST_SECTION
    ? `${text.slice(0, LONGEST_SECTION - 2).replace(/(?:<[^<>]*|&\w*)$/, '')} …`
    : text;
}

/** Lines -> as few sections as their limit allows. */
function sections(lines: string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines.map(cutLine)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < LONGEST_SECTION)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map(section);
}

function section(text: string) {
  return { type: 'section' as const, text: { type: 'mrkdwn' as const, text, verbatim: true } };
}
