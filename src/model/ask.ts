import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import OpenAI from 'openai';
import { z } from 'zod';
import { lastLook } from './last-look.ts';
import type { Requester } from './model.ts';
import { type Completion, Junk, type Prompt, type Server } from './server.ts';
import type { TokenLimits } from './token-limits.ts';

/** One question with a closed answer. `answer`: what is accepted, with the JSON Schema made of it. */
type Question<T> = { name: string; instructions: string; data: string; answer: z.ZodType<T> };

/** Never rejects; `reason` completes "..., because ..." in plain words. */
export type Ask = <T>(
  question: Question<T>,
  requester: Requester,
) => Promise<{ value: T } | { reason: string }>;

const LIMITS = {
  /** for one question in all: waiting, tries and the repair (ms) */
  totalMs: 8000,
  together: 4,
  waiting: 20,
  failuresBeforeBreak: 5,
  breakMs: 30_000,
};

type Options = {
  server: Server;
  limits: TokenLimits;
  count: (what: { tokens: number; outcome: string }) => void;
};

/** Worth another try: the server is busy or broken, not the question (https://platform.openai.com/docs/guides/error-codes). */
const transient = (error: unknown): boolean =>
  error instanceof OpenAI.APIError &&
  (error.status === undefined || error.status === 429 || error.status >= 500) &&
  !(error instanceof OpenAI.APIUserAbortError);

/**
 * Asks a server within 8 s in all: few at a time, one retry, a circuit breaker, a limit of tokens. An answer of another form is
 * asked for once more, with what was wrong about it; so a server without strict schemas is served too.
 */
export function createAsk({ server, limits, count }: Options): Ask {
  const few = bulkhead(LIMITS.together, LIMITS.waiting);
  const steady = wrap(
    retry(handleWhen(transient), { maxAttempts: 1, backoff: new ConstantBackoff(300) }),
    circuitBreaker(
      handleWhen((error) => transient(error) || error instanceof OpenAI.APIUserAbortError),
      {
        breaker: new ConsecutiveBreaker(LIMITS.failuresBeforeBreak),
        halfOpenAfter: LIMITS.breakMs,
      },
    ),
  );
  let takesSchemas = true;

  async function complete(prompt: Prompt, signal: AbortSignal): Promise<Completion> {
    const once = (schema: object | null) =>
      steady.execute(() => server({ ...prompt, schema }, signal), signal);
    if (!takesSchemas) return await once(null);
    try {
      return await once(prompt.schema);
    } catch (error) {
      // A server that knows no strict schemas refuses the whole request.
      if (!(error instanceof OpenAI.BadRequestError)) throw error;
      const completion = await once(null);
      takesSchemas = false;
      return completion;
    }
  }

  async function ask<T>(
    { answer, ...question }: Question<T>,
    signal: AbortSignal,
    used: (tokens: number) => void,
  ): Promise<T> {
    const schema = z.toJSONSchema(answer);
    const form = `\n\nAnswer with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(schema)}`;
    const data = await lastLook(question.data);
    const prompt = { name: question.name, instructions: question.instructions + form, data, schema };
    for (const again of [false, true]) {
      const hint = again ? '\n\nYour last answer was not such an object. Answer with the object alone.' : '';
      const { text, tokens } = await complete(
        { ...prompt, instructions: prompt.instructions + hint },
        signal,
      );
      used(tokens ?? estimate(prompt, text));
      const parsed = answer.safeParse(jsonIn(text));
      if (parsed.success) return parsed.data;
    }
    throw new Junk('gave no usable answer');
  }

  return async (question, requester) => {
    const expected = estimate(question, '') + 500;
    const settle = await limits.reserve(requester, expected);
    if (typeof settle === 'string') return ended('over the limit', 0, { reason: settle });
    let tokens = 0;
    let asked = false;
    const signal = AbortSignal.timeout(LIMITS.totalMs);
    try {
      const work = few.execute(() => {
        asked = true;
        return ask(question, signal, (used) => {
          tokens += used;
        });
      }, signal);
      const value = await Promise.race([work, aborted(signal)]);
      return ended('answered', tokens, { value });
    } catch (error) {
      // What a failed question cost is not known; a bound on it counts, unless nothing was sent.
      const sent = asked && !(error instanceof BrokenCircuitError);
      tokens = Math.max(tokens, sent ? expected : 0);
      return ended('failed', tokens, { reason: whyFailed(error, signal) });
    } finally {
      await settle(tokens);
    }
  };

  function ended<R>(outcome: string, tokens: number, result: R): R {
    count({ tokens, outcome });
    return result;
  }
}

/** A retry's pause and a hanging server both end with the time. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
}

function whyFailed(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'the model did not answer in time';
  if (error instanceof Junk) return `the model ${error.message}`;
  if (error instanceof BrokenCircuitError)
    return 'the model failed several times in a row, so it is not asked for some seconds';
  if (error instanceof BulkheadRejectedError) return 'too many questions to the model are waiting';
  // The SDK wraps what its fetch throws.
  if (error instanceof Error && error.cause instanceof Junk) return `the model ${error.cause.message}`;
  if (error instanceof OpenAI.APIError && error.status) return `the model's server answered ${error.status}`;
  return "the model's server could not be reached";
}

/** About three characters make a token; only a bound is needed. */
function estimate({ instructions, data }: { instructions: string; data: string }, text: string): number {
  return Math.ceil((instructions.length + data.length + text.length) / 3);
}

/** The first JSON object in a text: some servers wrap it in a code fence or a sentence. */
function jsonIn(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return null;
  }
}
