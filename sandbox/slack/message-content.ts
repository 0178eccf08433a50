import { asJson, list, text } from './arguments.ts';
import { blocksRefusal } from './blocks/blocks-refusal.ts';
import { withIds } from './blocks/with-ids.ts';
import { refused, type WebApiResponse } from './methods/method.ts';
import type { Json } from './types.ts';

const MOST_ATTACHMENTS = 100;

/** The blocks and attachments to store with a message. */
export function messageContentOf(args: Json): { blocks?: unknown[]; attachments?: unknown[] } {
  const blocks = list(args, 'blocks');
  const attachments = list(args, 'attachments');
  return { ...(blocks ? { blocks: withIds(blocks) } : {}), ...(attachments ? { attachments } : {}) };
}

/** The response that refuses a message because of its content, or null. */
export function messageContentRefusal(args: Json): WebApiResponse | null {
  const problem = blocksRefusal(args.blocks);
  if (problem) return problem;
  const attachments = list(args, 'attachments') ?? [];
  if (attachments.length > MOST_ATTACHMENTS) return refused('too_many_attachments');
  if (attachments.some((one) => blocksRefusal(asJson(one).blocks))) return refused('invalid_attachments');
  const some = list(args, 'blocks')?.length || attachments.length;
  return text(args, 'text') || some ? null : refused('no_text');
}
