import { asJson } from '../arguments.ts';
import { refused, type WebApiResponse } from '../methods/method.ts';
import { blockProblems } from './block-problems.ts';
import { messageBlock } from './block-schemas.ts';

const MOST_BLOCKS = 50;
/** Observed on real messages. It is lower than the limits of the individual blocks would allow. */
const MOST_CHARACTERS = 13_200;
/** For all markdown blocks of a message together. */
const MOST_MARKDOWN = 12_000;
/** For all cells of a table together. */
const MOST_IN_TABLE = 10_000;

/** The response that refuses a message because of its blocks, or null if Slack would accept them. */
export function blocksRefusal(blocks: unknown): WebApiResponse | null {
  if (blocks === undefined) return null;
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  const tooMany = blocks.length > MOST_BLOCKS ? [`no more than ${MOST_BLOCKS} items allowed`] : [];
  const problems = [...tooMany, ...blockProblems(blocks, messageBlock), ...problemsOfMessage(blocks)];
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

/** The length of all text in the blocks, at any depth. */
function charactersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersOf(inner)),
    0,
  );
}
