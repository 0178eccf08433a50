import OpenAI from 'openai';
import type { ModelSettings } from './model-settings.ts';

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
