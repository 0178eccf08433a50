import pino, { type Logger } from 'pino';
import { ADDRESS_LIKE } from './email-address.ts';
import { withoutSecrets } from './knowledge/secrets/secrets.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** An address in a line of JSON. An escape before it, such as that of a line break, stays whole. */
const ADDRESS = new RegExp(String.raw`(?<!(?<!\\)(?:\\\\)*\\(?:u[0-9a-f]{0,3})?)${ADDRESS_LIKE}`, 'gu');

/** A syntax error quotes the text that could not be read. */
function withoutQuotes(error: unknown) {
  if (!(error instanceof SyntaxError)) return pino.stdSerializers.err(error as Error);
  const [, ...stack] = (error.stack ?? '').split(/\n(?= {4}at )/);
  return { type: error.name, stack: stack.join('\n') };
}

/** JSON lines on standard error. Secrets and e-mail addresses are removed from every line as it is written. */
export function openLog(
  level: string,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Logger {
  const clean = (line: string) => withoutSecrets(line).text.replace(ADDRESS, '[address]');
  return pino(
    {
      serializers: { err: withoutQuotes },
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: clean },
    },
    { write },
  );
}
