import { BrokenCircuitError, BulkheadRejectedError, bulkhead } from 'cockatiel';
import OpenAI from 'openai';
import type { z } from 'zod';
import type { Requester } from '../requester.ts';
import { cutTokens } from './cut-tokens.ts';
import { jsonIn, outputSchema } from './output-schema.ts';
import { type Completion, MOST_TOKENS, type Prompt, type Server } from './server.ts';
import { steadyServer } from './steady-server.ts';
import type { TokenLimits } from './token-limits.ts';
import { UnusableOutput, unusableIn } from './unusable-output.ts';

/** One question with a closed answer. `answer`: what is accepted, with the JSON Schema made of it. */
type Question<T> = { name: string; instructions: string; data: string; answer: z.ZodType<T> };

/** Never rejects; `reason` completes "..., because ..." in plain words. */
export type Ask = <T>(
  question: Question<T>,
  requester: Requester | null,
) => Promise<{ value: T } | { reason: string }>;

const LIMITS = {
  /** for one question in all: waiting, tries and the repair (ms) */
  totalMs: 8000,
  together: 4,
  waiting: 20,
};

type Options = {
  server: Server;
  limits: TokenLimits;
  count: (what: { tokens: number; outcome: string }) => void;
};

/** Tokens of one question: those paid for, and those of a request that is under way, which may be paid for too. */
type Bill = { paid: number; open: number };

/**
 * Asks a server within 8 s in all: few at a time, one retry, a circuit breaker, a limit of tokens. An answer of another form is
 * asked for once more, with what was wrong about it; so a server without strict schemas is served too.
 */
export function createAsk({ server, limits, count }: Options): Ask {
  const few = bulkhead(LIMITS.together, LIMITS.waiting);
  const steady = steadyServer(server);
  let takesSchemas = true;

  async function complete(prompt: Prompt, signal: AbortSignal): Promise<Completion> {
    const once = (schema: object | null) => steady({ ...prompt, schema }, signal);
    if (!takesSchemas) return await once(null);
    try {
      return await once(prompt.schema);
    } catch (error) {
      // A server that knows no strict schemas refuses the whole request.
      if (!(error instanceof OpenAI.BadRequestError || error instanceof OpenAI.UnprocessableEntityError))
        throw error;
      const completion = await once(null);
      takesSchemas = false;
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
  const schema = outputSchema(answer, true);
  return { name, instructions: `${instructions}\n\n${form}${hint}`, data, schema };
}

/** A retry's pause and a hanging server both end with the time. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A server that refused, or was not reached, was paid nothing; what was given up half-way may have been answered. */
function costOf(error: unknown, open: number): number {
  const unusable = unusableIn(error);
  if (unusable) return unusable.tokens ?? open;
  return error instanceof OpenAI.APIUserAbortError ? open : 0;
}

function whyFailed(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'the model did not answer in time';
  const unusable = unusableIn(error);
  if (unusable) return `the model ${unusable.message}`;
  if (error instanceof BrokenCircuitError)
    return 'the model failed several times in a row, so it is not asked for some seconds';
  if (error instanceof BulkheadRejectedError) return 'too many questions to the model are waiting';
  if (error instanceof OpenAI.APIError)
    return error.status
      ? `the model's server answered ${error.status}`
      : "the model's server could not be reached";
  return 'the question to the model failed';
}

/** About three characters make a token; only a bound is needed. `answer`: tokens of the answer. */
function estimate({ instructions, data }: { instructions: string; data: string }, answer: number): number {
  return Math.ceil((instructions.length + data.length) / 3) + answer;
}
