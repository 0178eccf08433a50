import type { RichText } from '../knowledge/article/rich-text.ts';
import type { Step } from '../knowledge/article/step.ts';

/** A button of a card: `action` says what it does, `value` to which card it belongs. */
export type Button = { label: string; action: string; value: string; style?: 'primary' | 'danger' };

/**
 * What a reader sees, in order, without any surface's markup. A string is shown as it is; an article's words keep their formatting.
 * `steps` are numbered, `list` is not. `folded`: shown where there is room, elsewhere behind "Show all cases".
 */
export type CardPart =
  | { kind: 'title'; text: string }
  | { kind: 'text'; label?: string; text: string | RichText }
  /** what a stranger wrote, one line of it (`foreign.ts`) */
  | { kind: 'quote'; label: string; text: string }
  | { kind: 'list'; label: string; items: (string | Step)[] }
  | { kind: 'steps'; label: string; items: Step[]; folded?: true }
  | { kind: 'links'; links: { text: string; url: string }[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'copy'; label: string; text: string }
  | { kind: 'buttons'; label?: string; buttons: Button[] }
  /** `by`: a user id, shown as the person's name */
  | { kind: 'person'; label: string; by: string }
  /** `id`: a channel id, shown as the channel's name */
  | { kind: 'channel'; id: string; label: string; button?: Button }
  | { kind: 'note'; text: string };
