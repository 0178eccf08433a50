import { z } from 'zod';
import { asJson } from '../arguments.ts';
import { blockProblems, zodMessages } from './block-problems.ts';
import { viewBlock } from './block-schemas.ts';
import { plainText } from './object-schemas.ts';

const MOST_BLOCKS_IN_VIEW = 100;

const label = plainText(24).nullish();
const view = z.looseObject({
  title: label,
  submit: label,
  close: label,
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()).max(MOST_BLOCKS_IN_VIEW),
});
const VIEWS = {
  home: view.extend({ type: z.literal('home') }),
  modal: view.extend({ type: z.literal('modal'), title: plainText(24) }),
};

/** What Slack would refuse a view for, as its messages. https://docs.slack.dev/reference/views */
export function viewProblems(given: unknown, type: 'modal' | 'home'): string[] {
  const read = VIEWS[type].safeParse(given);
  if (!read.success) return zodMessages(read.error, ['view']);
  const { blocks, submit } = read.data;
  const hasInput = blocks.some((block) => asJson(block).type === 'input');
  const unsent = type === 'modal' && hasInput && !submit ? ['`submit` is required with an input block'] : [];
  return [...unsent, ...blockProblems(blocks, viewBlock)];
}
