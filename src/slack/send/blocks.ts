import type { KnownBlock } from '@slack/types';
import type { Button, CardPart } from '../../card/card-part.ts';
import { cardText } from '../../card/card-text.ts';
import { visible } from '../../card/foreign.ts';
import { MARGIN, SLACK_LIMITS } from '../limits.ts';
import { escapeMrkdwn, itemMrkdwn, mrkdwn } from './mrkdwn.ts';

/** Leaves room for the block that says where a message was cut. */
const MOST_BLOCKS = SLACK_LIMITS.messageBlocks - 2;
const LONGEST_TEXT = SLACK_LIMITS.text - MARGIN;
const LONGEST_SECTION = SLACK_LIMITS.section - MARGIN;

/** A longer step or paragraph of an article would be cut; the margin is for what precedes it, such as its label. */
export const LONGEST_PASSAGE = LONGEST_SECTION - MARGIN;

/** A message as `chat.postMessage` takes it: blocks, and the same in full as plain text. */
export type SlackMessage = {
  text: string;
  blocks: KnownBlock[];
  /** posted when Slack refuses the blocks: without folded parts, so that it stays one message */
  shortText: string;
};

/**
 * Card -> Slack message. Everything foreign is escaped; nothing unfurls or mentions. Folded parts are only in the text.
 * What is too long for one message is cut, and the message says so; buttons are kept.
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

/** Plain text of a block, a button or a form; emoji codes stay as they are. */
export function plainText(text: string) {
  return { type: 'plain_text' as const, text: visible(text), emoji: false };
}

/** Slack may split a longer text into several messages (docs.slack.dev/apis/web-api/rate-limits, messages), or refuse an update. */
export function cutText(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} … (cut here)` : text;
}

function partBlocks(part: CardPart): KnownBlock[] {
  switch (part.kind) {
    case 'title':
      return [{ type: 'header', text: plainText(part.text.slice(0, SLACK_LIMITS.header)) }];
    case 'text':
      return sections([`${part.label ? `${heading(part.label)} ` : ''}${mrkdwn(part.text)}`]);
    case 'quote': {
      const said = {
        type: 'rich_text_quote' as const,
        elements: [{ type: 'text' as const, text: part.text }],
      };
      return [...sections([heading(part.label)]), { type: 'rich_text', elements: [said] }];
    }
    case 'list':
      return sections([heading(part.label), ...part.items.map((item) => `• ${itemMrkdwn(item)}`)]);
    case 'steps':
      return sections([heading(part.label), ...part.items.map((item, i) => `${i + 1}. ${itemMrkdwn(item)}`)]);
    case 'links':
      return [section(part.links.map(({ text, url }) => `<${url}|${escapeMrkdwn(text)}>`).join('\n'))];
    case 'table': {
      const rows = [part.head, ...part.rows].map((row) =>
        row.map((text) => ({ type: 'raw_text' as const, text: visible(text) || '–' })),
      );
      return [{ type: 'table', rows }];
    }
    case 'copy': {
      const elements = [{ type: 'text' as const, text: visible(part.text) }];
      const copied = { type: 'rich_text_preformatted' as const, elements, border: 0 as const };
      return [...sections([heading(part.label)]), { type: 'rich_text', elements: [copied] }];
    }
    case 'buttons':
      return buttonBlocks(part);
    case 'person':
      return [section(`${heading(part.label)} <@${part.by.replace(/\W/g, '')}>`)];
    case 'channel': {
      const words = section(`<#${part.id.replace(/\W/g, '')}>: ${escapeMrkdwn(part.label)}`);
      return [part.button ? { ...words, accessory: button(part.button) } : words];
    }
    case 'note': {
      // Plain: a note names words of the paste, which must not become bold or a list.
      return [{ type: 'context', elements: [plainText(part.text.slice(0, LONGEST_SECTION))] }];
    }
  }
}

/** Five to a row, so that a phone shows them whole (docs.slack.dev/reference/block-kit/blocks/actions-block allows 25). */
function buttonBlocks({ label, buttons }: { label?: string; buttons: Button[] }): KnownBlock[] {
  const blocks: KnownBlock[] = label ? sections([`*${bold(label)}*`]) : [];
  for (let i = 0; i < buttons.length; i += 5)
    blocks.push({ type: 'actions', elements: buttons.slice(i, i + 5).map(button) });
  return blocks;
}

function button({ label, action, value, style }: Button) {
  return {
    type: 'button' as const,
    action_id: action,
    text: plainText(label.slice(0, SLACK_LIMITS.buttonLabel)),
    value: value.slice(0, SLACK_LIMITS.buttonValue),
    ...(style ? { style } : {}),
  };
}

/** Slack counts the characters a reader sees. */
function sizeOf(block: KnownBlock): number {
  if (block.type === 'section' || block.type === 'header') return block.text?.text.length ?? 0;
  return JSON.stringify(block).length;
}

const heading = (label: string) => `*${bold(label)}:*`;

/** An asterisk would end the bold type early. */
const bold = (label: string) => escapeMrkdwn(label).replaceAll('*', '');

/** Leaves no tag or entity open at the cut. */
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
