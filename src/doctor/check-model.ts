import OpenAI from 'openai';
import { type ModelSettings, openClient } from '../model/client.ts';
import type { Check } from './check.ts';

const HIDES = 'rules decide alone, and follow-up talk is understood only in set phrases';

/** Asks the model's server which models it has; costs no tokens. */
export async function checkModel({
  OPENAI_API_KEY,
  OPENAI_BASE_URL,
  OPENAI_MODEL,
}: ModelSettings): Promise<Check[]> {
  const name = 'Model';
  if (!OPENAI_API_KEY && !OPENAI_MODEL)
    return [{ name, state: 'absent', says: `OPENAI_API_KEY is not set: ${HIDES}` }];
  if (!OPENAI_API_KEY || !OPENAI_MODEL) {
    const missing = OPENAI_API_KEY ? 'OPENAI_MODEL' : 'OPENAI_API_KEY';
    return [{ name, state: 'wrong', says: `${missing} is not set, so no model is asked: ${HIDES}` }];
  }
  const client = openClient({ OPENAI_BASE_URL }, OPENAI_API_KEY, { timeout: 8000 });
  try {
    const { data } = await client.models.list();
    const ids = (data ?? []).map(({ id }) => id);
    if (ids.length > 0 && !ids.includes(OPENAI_MODEL))
      return [{ name, state: 'wrong', says: `the server has no model "${OPENAI_MODEL}" (OPENAI_MODEL)` }];
    return [
      {
        name,
        state: 'works',
        says: `the server takes the key${ids.length > 0 ? ` and has "${OPENAI_MODEL}"` : ''}`,
      },
    ];
  } catch (error) {
    return [failure(name, error)];
  }
}

function failure(name: string, error: unknown): Check {
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  if (status === 401 || status === 403)
    return { name, state: 'wrong', says: `the server refused OPENAI_API_KEY (${status})` };
  if (status === 404)
    return {
      name,
      state: 'note',
      says: 'the server is there and lists no models, so the key and the model could not be checked',
    };
  const kind = error instanceof Error ? error.constructor.name : 'unknown error';
  return {
    name,
    state: 'wrong',
    says: `the server at OPENAI_BASE_URL could not be asked (${status ?? kind})`,
  };
}
