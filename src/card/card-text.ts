import { plainText } from '../knowledge/article/rich-text.ts';
import { stepText } from '../knowledge/article/step.ts';
import type { CardPart } from './card-part.ts';

/** Card -> plain text, the same words as the blocks: for the terminal, notifications and screen readers. */
export function cardText(card: CardPart[]): string {
  return card.map(partText).filter(Boolean).join('\n\n');
}

function partText(part: CardPart): string {
  switch (part.kind) {
    case 'title':
    case 'note':
      return part.text;
    case 'text': {
      const words = typeof part.text === 'string' ? part.text : plainText(part.text);
      return part.label ? `${part.label}: ${words}` : words;
    }
    case 'quote':
      return `${part.label}: "${part.text}"`;
    case 'list': {
      const items = part.items.map((item) => `- ${typeof item === 'string' ? item : stepText(item, '  ')}`);
      return [`${part.label}:`, ...items].join('\n');
    }
    case 'steps': {
      const items = part.items.map((item, i) => `${i + 1}. ${stepText(item, '   ')}`);
      return [`${part.label}:`, ...items].join('\n');
    }
    case 'links':
      return part.links.map(({ text, url }) => `${text}: ${url}`).join('\n');
    case 'table':
      return [part.head, ...part.rows].map((row) => row.join(' | ')).join('\n');
    case 'copy':
      return `${part.label}:\n${part.text}`;
    case 'buttons':
      return '';
    case 'person':
      return `${part.label}: ${part.by}`;
    case 'channel':
      return `${part.id}: ${part.label}`;
  }
}

/** Pasted text -> the same words, which neither Slack (in a message without blocks) nor a terminal turns into a link. */
export function withoutLinks(text: string): string {
  return text.replace(/:(?=\/\/)/g, ':\u200b');
}
