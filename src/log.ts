import pino, { type Logger } from 'pino';
import { ADDRESS_LIKE } from './email-address.ts';
import { withoutSecrets } from './knowledge/redact/secrets.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** In a line of JSON: its escapes, as of a line break before an address, stay whole. */
const ADDRESS = new RegExp(String.raw`(?<!(?<!\\)(?:\\\\)*\\(?:u[0-9a-f]{0,3})?)${ADDRESS_LIKE}`, 'gu');

/** JSON lines on standard error. Every line is cleaned of secrets and e-mail addresses as it is written, whatever logged it. */
export function openLog(
  level: string,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Logger {
  const clean = (line: string) => withoutSecrets(line).text.replace(ADDRESS, '[address]');
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: clean } },
    { write },
  );
}
