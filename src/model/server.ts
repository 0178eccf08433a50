import type OpenAI from 'openai';
import { z } from 'zod';
import { cappedFetch } from './capped-fetch.ts';
import { isOpenAi, type ModelSettings, openClient } from './client.ts';
import { jsonIn } from './output-schema.ts';
import { UnusableOutput } from './unusable-output.ts';

/** One question as a server takes it. `schema`: JSON Schema of the answer, null where the server takes none. */
export type Prompt = { name: string; instructions: string; data: string; schema: object | null };

/** What came back: the text, and how many tokens it cost in all (null: the server does not say). */
export type Completion = { text: string; tokens: number | null };

/** Asks once. Rejects with openai's errors, and with `UnusableOutput` when the response holds no answer. */
export type Server = (prompt: Prompt, signal: AbortSignal) => Promise<Completion>;

/** Longest answer, in tokens: an id and a quote; models that think use the rest for it. */
export const MOST_TOKENS = 1500;

/**
 * Any server of OpenAI's APIs: Responses (https://platform.openai.com/docs/api-reference/responses) or Chat Completions, which
 * other servers offer. Retries are the caller's.
 */
export function createServer(settings: ModelSettings, apiKey: string, model: string): Server {
  const client = openClient(settings, apiKey, { fetch: cappedFetch });
  const own = isOpenAi(settings);
  return (settings.OPENAI_API ?? (own ? 'responses' : 'chat')) === 'responses'
    ? responses(client, model)
    : chat(client, model, own);
}

/** What servers say of the cost is only believed as a number of tokens that one answer can cost. */
const usage = z
  .object({ total_tokens: z.int().min(0).max(1_000_000) })
  .transform(({ total_tokens }) => total_tokens)
  .optional()
  .catch(undefined);

const responseForm = z.object({
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }))
        .nullish(),
    }),
  ),
  usage,
});

function responses(client: OpenAI, model: string): Server {
  return async ({ name, instructions, data, schema }, signal) => {
    const { output, usage } = await formed(
      responseForm,
      client.responses.create(
        {
          model,
          instructions,
          input: data,
          max_output_tokens: MOST_TOKENS,
          store: false,
          ...(schema
            ? { text: { format: { type: 'json_schema', name, strict: true, schema: { ...schema } } } }
            : {}),
        },
        { signal },
      ),
    );
    const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []));
    if (parts.some(({ type }) => type === 'refusal'))
      throw new UnusableOutput('refused to answer', usage ?? null);
    return { text: parts.map(({ text = '' }) => text).join(''), tokens: usage ?? null };
  };
}

const completionForm = z.object({
  choices: z.tuple(
    [z.object({ message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }) })],
    z.unknown(),
  ),
  usage,
});

function chat(client: OpenAI, model: string, own: boolean): Server {
  return async ({ name, instructions, data, schema }, signal) => {
    const { choices, usage } = await formed(
      completionForm,
      client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: instructions },
            { role: 'user', content: data },
          ],
          // Other servers know the older name alone.
          ...(own ? { max_completion_tokens: MOST_TOKENS } : { max_tokens: MOST_TOKENS }),
          ...(schema
            ? {
                response_format: {
                  type: 'json_schema',
                  json_schema: { name, strict: true, schema: { ...schema } },
                },
              }
            : {}),
        },
        { signal },
      ),
    );
    const { content, refusal } = choices[0].message;
    if (refusal) throw new UnusableOutput('refused to answer', usage ?? null);
    return { text: content ?? '', tokens: usage ?? null };
  };
}

/** The package's own reading of answers throws at forms it does not know. */
async function formed<T>(form: z.ZodType<T>, asked: { asResponse(): Promise<Response> }): Promise<T> {
  const body = await (await asked.asResponse()).text();
  const parsed = form.safeParse(jsonIn(body));
  if (!parsed.success) throw new UnusableOutput('gave no answer of the documented form');
  return parsed.data;
}
