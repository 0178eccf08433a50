import { BrokenCircuitError, BulkheadRejectedError, bulkhead } from 'cockatiel';
import OpenAI from 'openai';
import { z } from 'zod';
import type { Requester } from '../requester.ts';
import { UnusableOutput } from './client.ts';
import { cutTokens } from './cut-tokens.ts';
import { type Completion, jsonIn, MOST_TOKENS, type Prompt, type Server } from './server.ts';
import { steadyServer } from './steady-server.ts';
import type { TokenLimits } from './token-limits.ts';

/** One question with a closed answer. `data` is what strangers wrote. `answer` also becomes the JSON Schema. */
type Question<T> = { name: string; instructions: string; data: string; answer: z.ZodType<T> };

/** Never rejects; `reason` completes "..., because ...". */
export type Ask = <T>(
  question: Question<T>,
  requester: Requester | null,
) => Promise<{ value: T } | { reason: string }>;

const LIMITS = {
  /** for a question as a whole: waiting, retry and repair (ms) */
  totalMs: 8000,
  together: 4,
  waiting: 20,
};

type Options = {
  server: Server;
  limits: TokenLimits;
  count: (what: { tokens: number; outcome: string }) => void;
};

/** A server may refuse one schema and take others, or take it after an update: it is tried again after this time. */
const WITHOUT_SCHEMA_MS = 10 * 60_000;

/** Tokens of one question. `open`: those of a request under way, which may have to be paid for. */
type Bill = { paid: number; open: number };

/**
 * Asks a server: few questions at a time, one retry, a circuit breaker, a limit of tokens. An answer of the wrong form is requested
 * once more with a hint, which helps servers without strict schemas.
 */
export function createAsk({ server, limits, count }: Options): Ask {
  const few = bulkhead(LIMITS.together, LIMITS.waiting);
  const steady = steadyServer(server);
  /** questions whose schema the server refused, and until when they are asked without */
  const refused = new Map<string, number>();

  async function complete(prompt: Prompt, signal: AbortSignal): Promise<Completion> {
    const once = (schema: Prompt['schema']) => steady({ ...prompt, schema }, signal);
    if ((refused.get(prompt.name) ?? 0) > Date.now()) return await once(null);
    try {
      return await once(prompt.schema);
    } catch (error) {
      // A server without strict schemas refuses the whole request.
      if (!(error instanceof OpenAI.BadRequestError || error instanceof OpenAI.UnprocessableEntityError))
        throw error;
      const completion = await once(null);
      refused.set(prompt.name, Date.now() + WITHOUT_SCHEMA_MS);
      return completion;
    }
  }

  async function answered<T>(question: Question<T>, signal: AbortSignal, bill: Bill): Promise<T> {
    const data = await cutTokens(question.data);
    for (const again of [false, true]) {
      const prompt = { ...promptOf(question, again), data };
      signal.throwIfAborted();
      bill.open = estimate(prompt, MOST_TOKENS);
      const { text, tokens } = await complete(prompt, signal).catch((error) => {
        bill.open = costOf(error, bill.open);
        throw error;
      });
      bill.paid += tokens ?? estimate(prompt, Math.ceil(text.length / 3));
      bill.open = 0;
      const parsed = question.answer.safeParse(jsonIn(text));
      if (parsed.success) return parsed.data;
    }
    throw new UnusableOutput('gave no usable answer');
  }

  return async (question, requester) => {
    const signal = AbortSignal.timeout(LIMITS.totalMs);
    const reserved = await limits.reserve(requester, estimate(promptOf(question, false), MOST_TOKENS));
    if ('reason' in reserved) return ended('over the limit', 0, reserved);
    const bill = { paid: 0, open: 0 };
    try {
      const work = few.execute(() => answered(question, signal, bill), signal);
      const value = await Promise.race([work, aborted(signal)]);
      return ended('answered', bill.paid, { value });
    } catch (error) {
      return ended('failed', bill.paid + bill.open, { reason: whyFailed(error, signal) });
    } finally {
      void reserved.settle(bill.paid + bill.open);
    }
  };

  function ended<R>(outcome: string, tokens: number, result: R): R {
    count({ tokens, outcome });
    return result;
  }
}

function promptOf({ name, instructions, data, answer }: Question<unknown>, again: boolean): Prompt {
  const form = `Answer with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(outputSchema(answer, false))}`;
  const hint = again ? '\n\nYour last answer was not such an object. Answer with the object alone.' : '';
  return {
    name,
    instructions: `${instructions}\n\n${form}${hint}`,
    data,
    schema: outputSchema(answer, true),
  };
}

/**
 * The JSON Schema of an answer. `strict`: without limits of length, which servers that enforce a schema refuse
 * (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
 */
function outputSchema(answer: z.ZodType, strict: boolean): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(answer, {
    override: ({ jsonSchema }) => {
      if (!strict) return;
      delete jsonSchema.maxLength;
      delete jsonSchema.maxItems;
    },
  });
  return schema;
}

/** Does a quote occur in the text, apart from line breaks and case? A few letters, or a placeholder alone, prove nothing. */
export function isQuotedFrom(text: string, quote: string): boolean {
  const plain = (words: string) => words.replace(/\s+/g, ' ').trim().toLowerCase();
  const letters = plain(quote).replace(/<[^>]{0,40}>|[^\p{L}\p{N}]/gu, '');
  return letters.length > 3 && plain(text).includes(plain(quote));
}

/** Rejects when the time is over, which also ends a retry's pause and a server that hangs. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A server that refused, or was not reached, costs nothing. A question that was given up may have been answered. */
function costOf(error: unknown, open: number): number {
  const unusable = unusableIn(error);
  if (unusable) return unusable.tokens ?? open;
  return error instanceof OpenAI.APIUserAbortError ? open : 0;
}

/** The client wraps what its fetch throws. */
function unusableIn(error: unknown): UnusableOutput | null {
  if (error instanceof UnusableOutput) return error;
  return error instanceof Error && error.cause instanceof UnusableOutput ? error.cause : null;
}

function whyFailed(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'the model did not answer in time';
  const unusable = unusableIn(error);
  if (unusable) return `the model ${unusable.message}`;
  if (error instanceof BrokenCircuitError)
    return 'the model failed several times in a row, so it is not asked for a few seconds';
  if (error instanceof BulkheadRejectedError) return 'too many questions to the model are waiting';
  if (!(error instanceof OpenAI.APIError)) return 'the question to the model failed';
  return error.status
    ? `the model's server answered ${error.status}`
    : "the model's server could not be reached";
}

/** A rough bound, at three characters a token. `answer`: tokens of the answer. */
function estimate({ instructions, data }: { instructions: string; data: string }, answer: number): number {
  return Math.ceil((instructions.length + data.length) / 3) + answer;
}
