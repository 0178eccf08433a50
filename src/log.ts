import pino, { type Logger } from 'pino';
import { withoutSecrets } from './knowledge/redact/secrets.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}/gu;

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
