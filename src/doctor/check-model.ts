import OpenAI from 'openai';
import { type ModelSettings, openClient } from '../model/client.ts';
import { absent, type Check, note, works, wrong } from './check.ts';

const NAME = 'Model';
const HIDES = 'rules decide alone, and follow-up talk is only understood in set phrases';

/** Asks the model's server which models it has, which costs no tokens. */
export async function checkModel(settings: ModelSettings): Promise<Check> {
  const { OPENAI_API_KEY: key, OPENAI_MODEL: model } = settings;
  if (!key && !model) return absent(NAME, `OPENAI_API_KEY is not set: ${HIDES}`);
  if (!key || !model) {
    const missing = key ? 'OPENAI_MODEL' : 'OPENAI_API_KEY';
    return wrong(NAME, `${missing} is not set, so no model is asked: ${HIDES}`);
  }
  try {
    const { data } = await openClient(settings, key, { timeout: 8000 }).models.list();
    const ids = (data ?? []).map(({ id }) => id);
    if (ids.length === 0) return works(NAME, 'the server accepts the key');
    if (!ids.includes(model)) return wrong(NAME, `the server has no model "${model}" (OPENAI_MODEL)`);
    return works(NAME, `the server accepts the key and has "${model}"`);
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Check {
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  if (status === 401 || status === 403) return wrong(NAME, `the server refused OPENAI_API_KEY (${status})`);
  if (status === 404)
    return note(NAME, 'the server answers but lists no models, so key and model could not be checked');
  const kind = error instanceof Error ? error.constructor.name : 'unknown error';
  return wrong(NAME, `the server at OPENAI_BASE_URL could not be asked (${status ?? kind})`);
}
