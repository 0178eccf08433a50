import type { RichText } from '../knowledge/article/rich-text.ts';
import type { Step } from '../knowledge/article/step.ts';

/** A button of a card: `action` says what it does, `value` to which card it belongs. */
export type Button = { label: string; action: string; value: string; style?: 'primary' | 'danger' };

/**
 * What a reader sees, in order, free of any surface's markup: a string is shown as it is, an article's words with their formatting. `steps` are numbered, `list` is not. `folded`: shown where there
 * is room, behind "Show all cases" where there is not.
 */
export type CardPart =
  | { kind: 'title'; text: string }
  | { kind: 'text'; label?: string; text: string | RichText }
  | { kind: 'list'; label: string; items: (string | Step)[] }
  | { kind: 'steps'; label: string; items: Step[]; folded?: true }
  | { kind: 'links'; links: { text: string; url: string }[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'copy'; label: string; text: string }
  | { kind: 'buttons'; label?: string; buttons: Button[] }
  /** `by`: a person of the workspace, whom Slack names; text never can */
  | { kind: 'person'; label: string; by: string }
  /** a channel, which Slack names */
  | { kind: 'channel'; id: string; label: string; button?: Button }
  | { kind: 'note'; text: string };
