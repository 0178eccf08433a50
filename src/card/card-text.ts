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
    case 'text':
      return `${part.label ? `${part.label}: ` : ''}${typeof part.text === 'string' ? part.text : plainText(part.text)}`;
    case 'list':
      return [
        `${part.label}:`,
        ...part.items.map((item) => `- ${typeof item === 'string' ? item : stepText(item, '  ')}`),
      ].join('\n');
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
    case 'steps':
      return [`${part.label}:`, ...part.items.map((item, i) => `${i + 1}. ${stepText(item, '   ')}`)].join(
        '\n',
      );
  }
}

/** Text from a paste that must not become a link anywhere, neither in a message without blocks nor in a terminal. */
export function withoutLinks(text: string): string {
  return text.replace(/:(?=\/\/)/g, ':\u200b');
}
