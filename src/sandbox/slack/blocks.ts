import { z } from 'zod';
import { type Answer, refused } from './method.ts';

const MOST_BLOCKS = 50;
/** Observed on real messages, below what the limits of the single blocks would allow. */
const MOST_CHARACTERS = 13_200;

const written = (most: number) =>
  z.looseObject({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1).max(most) });
const plain = (most: number) =>
  z.looseObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most) });
const id = z.string().max(255).optional();

const element = z.looseObject({ type: z.string(), action_id: id, value: z.string().max(2000).optional() });
const button = element.extend({ type: z.literal('button'), text: plain(75) });
const image = z.looseObject({ type: z.literal('image'), alt_text: z.string() });
const action = z.union([button, element.extend({ type: z.string().refine((type) => type !== 'button') })]);
const rich = z.looseObject({ type: z.string(), elements: z.array(z.unknown()) });

/** https://docs.slack.dev/reference/block-kit/blocks */
const LIMITED = z.discriminatedUnion('type', [
  z
    .looseObject({
      type: z.literal('section'),
      block_id: id,
      text: written(3000).optional(),
      fields: z.array(written(2000)).min(1).max(10).optional(),
      accessory: z.union([image, action]).optional(),
    })
    .refine((section) => section.text !== undefined || section.fields !== undefined),
  z.looseObject({ type: z.literal('header'), block_id: id, text: plain(150) }),
  z.looseObject({
    type: z.literal('context'),
    block_id: id,
    elements: z
      .array(z.union([image, written(3000)]))
      .min(1)
      .max(10),
  }),
  z.looseObject({ type: z.literal('actions'), block_id: id, elements: z.array(action).min(1).max(25) }),
  z.looseObject({
    type: z.literal('context_actions'),
    block_id: id,
    elements: z.array(element).min(1).max(5),
  }),
  z.looseObject({ type: z.literal('divider'), block_id: id }),
  z.looseObject({ type: z.literal('markdown'), block_id: id, text: z.string().min(1).max(12_000) }),
  z.looseObject({ type: z.literal('rich_text'), block_id: id, elements: z.array(rich) }),
  z.looseObject({ type: z.literal('alert'), block_id: id, text: written(200) }),
]);
/** Their limits are not modelled here. */
const OTHERS = z.looseObject({
  type: z.enum([
    'call',
    'card',
    'carousel',
    'container',
    'data_table',
    'file',
    'image',
    'input',
    'plan',
    'table',
    'task_card',
    'video',
  ]),
  block_id: id,
});

/** The refusal of a message because of its blocks, or null where Slack would take them. */
export function blocksRefused(blocks: unknown): Answer | null {
  if (blocks === undefined) return null;
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  const tooMany = blocks.length > MOST_BLOCKS ? [`no more than ${MOST_BLOCKS} items allowed`] : [];
  const problems = [...tooMany, ...blocks.flatMap(problemsOf), ...repeatedIds(blocks)];
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    return { ...refused('invalid_blocks'), errors: problems, response_metadata: { messages } };
  }
  return charactersOf(blocks) > MOST_CHARACTERS ? refused('msg_blocks_too_long') : null;
}

const MOST_BLOCKS_IN_VIEW = 100;

const VIEW = z.looseObject({
  title: plain(24).nullish(),
  submit: plain(24).nullish(),
  close: plain(24).nullish(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()).max(MOST_BLOCKS_IN_VIEW),
});

/** What Slack would refuse a view for, as its messages. https://docs.slack.dev/reference/views */
export function viewProblems(view: unknown, type: 'modal' | 'home'): string[] {
  const read = VIEW.extend({
    type: z.literal(type),
    ...(type === 'modal' ? { title: plain(24) } : {}),
  }).safeParse(view);
  if (!read.success) {
    return read.error.issues.map(({ message, path }) => `${message} [json-pointer:/view/${path.join('/')}]`);
  }
  const { blocks } = read.data;
  return [...blocks.flatMap(problemsOf), ...repeatedIds(blocks)];
}

function problemsOf(block: unknown, index: number): string[] {
  const known = OTHERS.safeParse(block).success;
  const issues = known ? [] : (LIMITED.safeParse(block).error?.issues ?? []);
  return issues.map(
    ({ message, path }) => `${message} [json-pointer:/${['blocks', index, ...path].join('/')}]`,
  );
}

function repeatedIds(blocks: unknown[]): string[] {
  const ids = blocks.map((block) => (block as { block_id?: unknown } | null)?.block_id).filter(Boolean);
  return new Set(ids).size === ids.length ? [] : ['`block_id` already exists'];
}

/** Everything to read in the blocks, however deep. */
function charactersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersOf(inner)),
    0,
  );
}
