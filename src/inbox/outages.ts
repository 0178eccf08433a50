import type { Inbox } from './inbox.ts';

export type Log = Record<'info' | 'warn' | 'error', (data: object, message: string) => void>;

/** Calls to a store that may fail: a failure is `undefined`, and is logged once until the store works again. */
export function outagesOf(inbox: Inbox, log: Log) {
  let out = false;
  async function use<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!out) log.error({ reason: reasonOf(error) }, 'the inbox cannot be used; trying again until it can');
      out = true;
      return undefined;
    }
  }
  const lease = () =>
    use(async () => {
      if (!out) return await inbox.lease();
      await inbox.check();
      const job = await inbox.lease();
      out = false;
      log.info({}, 'the inbox can be used again');
      return job;
    });
  return { use, lease };
}

/** A syntax error quotes what could not be read. */
export function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return error.name;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
