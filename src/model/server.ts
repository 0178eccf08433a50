import type OpenAI from 'openai';
import { z } from 'zod';
import { cappedFetch, isOpenAi, type ModelSettings, openClient, UnusableOutput } from './client.ts';

/** One question to a server. `schema`: JSON Schema of the answer, null for a server that does not accept one. */
export type Prompt = {
  name: string;
  instructions: string;
  data: string;
  schema: Record<string, unknown> | null;
};

/** `tokens`: what question and answer cost; null if the server does not say. */
export type Completion = { text: string; tokens: number | null };

/** Asks once. Rejects with openai's errors, and with `UnusableOutput`. */
export type Server = (prompt: Prompt, signal: AbortSignal) => Promise<Completion>;

/** The longest answer, in tokens: ids and a quote. Models that think use the rest for it. */
export const MOST_TOKENS = 1500;

/**
 * Any server with one of OpenAI's APIs: Responses (https://platform.openai.com/docs/api-reference/responses) or Chat Completions,
 * which other servers offer. It does not retry.
 */
export function createServer(settings: ModelSettings, apiKey: string, model: string): Server {
  const client = openClient(settings, apiKey, { fetch: cappedFetch });
  const own = isOpenAi(settings);
  return (settings.OPENAI_API ?? (own ? 'responses' : 'chat')) === 'responses'
    ? responses(client, model)
    : chat(client, model, own);
}

/** A cost that a server states is only believed if one answer can cost that much. */
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
          ...(schema && { text: { format: { type: 'json_schema', name, strict: true, schema } } }),
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
          // Other servers only know the older name.
          ...(own ? { max_completion_tokens: MOST_TOKENS } : { max_tokens: MOST_TOKENS }),
          ...(schema && {
            response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
          }),
        },
        { signal },
      ),
    );
    const { content, refusal } = choices[0].message;
    if (refusal) throw new UnusableOutput('refused to answer', usage ?? null);
    return { text: content ?? '', tokens: usage ?? null };
  };
}

/** Reads the answer ourselves: the package's reader throws at forms that it does not know. */
async function formed<T>(form: z.ZodType<T>, asked: { asResponse(): Promise<Response> }): Promise<T> {
  const body = await (await asked.asResponse()).text();
  const parsed = form.safeParse(jsonIn(body));
  if (!parsed.success) throw new UnusableOutput('gave an answer without the documented form');
  return parsed.data;
}

/** The JSON object in a text, which some servers wrap in a code fence or a sentence; null if there is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}
