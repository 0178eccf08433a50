import OpenAI from 'openai';
import { cappedBody } from '../http/capped-body.ts';

/** The variables that say which model is asked, and how much. */
export type ModelSettings = {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  OPENAI_MODEL?: string | undefined;
  OPENAI_API?: 'responses' | 'chat' | undefined;
  OPENAI_TOKENS_PER_USER_DAY?: number | undefined;
  OPENAI_TOKENS_PER_DAY?: number | undefined;
};

const OWN_API = 'https://api.openai.com/v1';

/** Does the server belong to OpenAI itself? Others support less of its APIs. */
export function isOpenAi({ OPENAI_BASE_URL = OWN_API }: ModelSettings): boolean {
  return new URL(OPENAI_BASE_URL).hostname === 'api.openai.com';
}

/**
 * The client of a configuration, without retries. What the package would read from the environment (organisation, project, a log of
 * whole requests) is switched off: only config.ts reads it.
 */
export function openClient(
  { OPENAI_BASE_URL = OWN_API }: ModelSettings,
  apiKey: string,
  options: { timeout?: number; fetch?: typeof fetch } = {},
): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: OPENAI_BASE_URL,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    ...options,
  });
}

/** An answer that cannot be used; the message completes "the model ..." and has no full stop. */
export class UnusableOutput extends Error {
  /** what it cost; null when the server did not say */
  readonly tokens: number | null;
  constructor(message: string, tokens: number | null = null) {
    super(message);
    this.tokens = tokens;
  }
}

/** The most bytes that are received of an answer. */
const MOST_BYTES = 64_000;

/** Rejects with `UnusableOutput` for a body that is too long or not JSON. */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const body = await cappedBody(response, MOST_BYTES);
  if (!body) throw new UnusableOutput('gave too long an answer');
  const text = new TextDecoder().decode(body);
  if (response.ok && !/^\s*\{/.test(text))
    throw new UnusableOutput('answered with something other than JSON', 0);
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(text, { status: response.status, statusText: response.statusText, headers });
};
