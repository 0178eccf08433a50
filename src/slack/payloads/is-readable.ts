/** Slack's deepest payloads have about 20 levels. Functions that call themselves for each level stay far from the end of the stack. */
const MOST_LEVELS = 200;

/** Is it a request body of the kind Slack sends: an object that is not nested deeper than anything Slack writes? */
export function isReadable(body: unknown): body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  let level: object[] = [body];
  for (let n = 0; level.length > 0; n += 1) {
    if (n === MOST_LEVELS) return false;
    level = level
      .flatMap((one) => Object.values(one))
      .filter((one) => typeof one === 'object' && one !== null);
  }
  return true;
}
