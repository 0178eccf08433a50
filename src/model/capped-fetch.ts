import { cappedBody } from '../http/capped-body.ts';
import { UnusableOutput } from './unusable-output.ts';

/** No answer is received beyond this many bytes. */
const MOST_BYTES = 64_000;

/** Rejects with `UnusableOutput` for a body that is too long, which is not received to its end, or is not JSON. */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const body = await cappedBody(response, MOST_BYTES);
  if (!body) throw new UnusableOutput('answered at too great a length');
  const text = new TextDecoder().decode(body);
  if (response.ok && !/^\s*\{/.test(text))
    throw new UnusableOutput('answered with something other than JSON', 0);
  const { status, statusText, headers } = response;
  const kept = ['content-type', 'retry-after'].flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new Response(text, { status, statusText, headers: kept });
};
