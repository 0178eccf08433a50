import { z } from 'zod';
import { asJson } from '../args.ts';
import { refused, type WebApiResponse } from '../methods/method.ts';
import type { Json } from '../types.ts';
import { messageBlock, viewBlock } from './block-schemas.ts';
import { plainText } from './object-schemas.ts';

const MOST_BLOCKS = 50;
const MOST_BLOCKS_IN_VIEW = 100;
/** Observed on real messages, below what the limits of the single blocks would allow. */
const MOST_CHARACTERS = 13_200;
/** Over all markdown blocks of a message. */
const MOST_MARKDOWN = 12_000;
/** Over all cells of a table. */
const MOST_IN_TABLE = 10_000;

/** The refusal of a message because of its blocks, or null where Slack would take them. */
export function blocksRefusal(blocks: unknown): WebApiResponse | null {
  if (blocks === undefined) return null;
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  const tooMany = blocks.length > MOST_BLOCKS ? [`no more than ${MOST_BLOCKS} items allowed`] : [];
  const problems = [...tooMany, ...problemsIn(blocks, messageBlock), ...problemsOfMessage(blocks)];
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    return { ...refused('invalid_blocks'), errors: problems, response_metadata: { messages } };
  }
  return charactersOf(blocks) > MOST_CHARACTERS ? refused('msg_blocks_too_long') : null;
}

function problemsOfMessage(blocks: unknown[]): string[] {
  const ofType = (wanted: string) => blocks.filter((block) => asJson(block).type === wanted);
  const tables = ofType('table');
  return [
    tables.length > 1 ? 'only_one_table_allowed' : [],
    tables.some((table) => charactersOf(table) > MOST_IN_TABLE) ? 'the table is too long' : [],
    charactersOf(ofType('markdown')) > MOST_MARKDOWN ? 'the markdown blocks are too long together' : [],
  ].flat();
}

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
  if (!read.success) return messagesOf(read.error, ['view']);
  const { blocks, submit } = read.data;
  const hasInput = blocks.some((block) => asJson(block).type === 'input');
  const unsent = type === 'modal' && hasInput && !submit ? ['`submit` is required with an input block'] : [];
  return [...unsent, ...problemsIn(blocks, viewBlock)];
}

function problemsIn(blocks: unknown[], schema: z.ZodType): string[] {
  return [
    ...blocks.flatMap((block, index) => {
      const { error } = schema.safeParse(block);
      return error ? messagesOf(error, ['blocks', index]) : [];
    }),
    ...repeated(blocks.map(asJson), 'block_id'),
    ...blocks
      .map(asJson)
      .flatMap(({ elements }) => repeated([elements ?? []].flat().map(asJson), 'action_id')),
  ];
}

function messagesOf({ issues }: z.ZodError, at: PropertyKey[]): string[] {
  return issues.map(({ message, path }) => `${message} [json-pointer:/${[...at, ...path].join('/')}]`);
}

function repeated(items: Json[], field: 'block_id' | 'action_id'): string[] {
  const ids = items.map((item) => item[field]).filter(Boolean);
  return new Set(ids).size === ids.length ? [] : [`\`${field}\` already exists`];
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
