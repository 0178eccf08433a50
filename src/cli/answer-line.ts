import type { Answer } from '../answer.ts';
import { answerJson } from '../card/answer-json.ts';

export type Ask = (text: string) => Promise<Answer>;

/**
 * One line `{"id","text"}` of `diagnose --jsonl` -> the object printed for it. A bad line is answered too, whatever is wrong with it,
 * so that each line of input has one of output.
 */
export async function answerLine(line: string, ask: Ask) {
  let row: { id?: unknown; text?: unknown } | null;
  try {
    row = JSON.parse(line);
  } catch {
    return { id: null, error: 'this line is not JSON; expected {"id","text"}' };
  }
  const id = typeof row?.id === 'string' || typeof row?.id === 'number' ? row.id : null;
  if (typeof row?.text !== 'string')
    return { id, error: 'this line has no string "text"; expected {"id","text"}' };
  try {
    return { id, ...answerJson(await ask(row.text)) };
  } catch (error) {
    return {
      id,
      error: `this text could not be diagnosed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
