import OpenAI from 'openai';

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

/** Does the server belong to OpenAI itself? Others know less of its APIs. */
export function isOpenAi({ OPENAI_BASE_URL = OWN_API }: ModelSettings): boolean {
  return new URL(OPENAI_BASE_URL).hostname === 'api.openai.com';
}

/**
 * The client of a configuration, without retries of its own. What the package would read from the environment itself (organisation,
 * project, a log of whole requests) is switched off: config.ts is the only reader.
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
