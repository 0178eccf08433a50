import type { State } from './state.ts';
import type { StoredMessage } from './types.ts';

/** Waits until the messages of a thread satisfy `predicate`. Rejects after `timeoutMs` with an Error that lists them. */
export function waitForThread(
  state: State,
  channel: string,
  threadTs: string,
  predicate: (messages: StoredMessage[]) => boolean,
  timeoutMs: number,
): Promise<StoredMessage[]> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      state.onChanged.delete(check);
    };
    const check = (): void => {
      const messages = state.messages(channel, threadTs);
      try {
        if (!predicate(messages)) return;
        resolve(messages);
      } catch (error) {
        reject(error);
      }
      end();
    };
    const timer = setTimeout(() => {
      end();
      const lines = state.messages(channel, threadTs).map(lineOf).join('\n');
      const what = `The thread ${threadTs} in ${channel} did not satisfy the condition within ${timeoutMs} ms.`;
      reject(new Error(`${what} It contains:\n${lines || '  (nothing)'}`));
    }, timeoutMs);
    state.onChanged.add(check);
    check();
  });
}

function lineOf({ user, bot_id, ts, text }: StoredMessage): string {
  return `  ${ts} ${user ?? bot_id ?? '?'}: ${text.length > 200 ? `${text.slice(0, 200)}...` : text}`;
}
