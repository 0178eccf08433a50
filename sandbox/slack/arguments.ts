import type { Json } from './types.ts';

/** The arguments that contain JSON when sent as a form. Any other argument is text, even if it starts with a brace. */
const STRUCTURED = new Set(['attachments', 'blocks', 'chunks', 'metadata', 'prompts', 'unfurls', 'view']);

/** Reads the arguments from a request body (JSON or form-urlencoded) and query, leaving out the token. */
export function argumentsOf(body: string, contentType: string, query: URLSearchParams): Json {
  const given = contentType.includes('application/json')
    ? asJson(parsed(body))
    : Object.fromEntries(new URLSearchParams(body));
  const args: Json = { ...Object.fromEntries(query), ...given };
  delete args.token;
  for (const name of STRUCTURED) {
    if (typeof args[name] === 'string') args[name] = parsed(args[name]);
  }
  return args;
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The argument as text, also if it is a number. '' if it is missing. */
export function text(args: Json, name: string): string {
  const value = args[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function flag(args: Json, name: string): boolean {
  return ['true', '1'].includes(String(args[name]));
}

export function list(args: Json, name: string): unknown[] | undefined {
  const value = args[name];
  return Array.isArray(value) ? value : undefined;
}

/** Parses JSON. Returns any other text unchanged. */
export function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
