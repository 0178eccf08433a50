import type { CardPart } from './card.ts';

/** Card -> plain text, the same words as the blocks: for the terminal, notifications and screen readers. */
export function textOf(card: CardPart[]): string {
  return card.map(partText).join('\n\n');
}

function partText(part: CardPart): string {
  switch (part.kind) {
    case 'title':
    case 'note':
      return part.text;
    case 'text':
      return part.label ? `${part.label}: ${part.text}` : part.text;
    case 'list':
      return [`${part.label}:`, ...part.items.map((item) => `- ${item}`)].join('\n');
    case 'steps':
      return [`${part.label}:`, ...part.items.map((item, i) => `${i + 1}. ${item}`)].join('\n');
  }
}
