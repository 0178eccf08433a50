import OpenAI from 'openai';
import { askedWaitMs, retryPolicy, type Tried } from '../http/retry-policy.ts';
import type { Completion, Server } from './server.ts';

/** The longest pause before a retry, since somebody waits for the answer (ms). */
const LONGEST_PAUSE = 2000;

type Try = Tried & ({ completion: Completion } | { error: unknown });

/**
 * The same server with one retry after a passing failure. After five failures or time-outs in a row it is left alone for half a
 * minute, and this rejects with cockatiel's `BrokenCircuitError`.
 */
export function steadyServer(server: Server): Server {
  const tried = retryPolicy({ retries: 1, firstPauseMs: 300, breakMs: 30_000 });
  const fits = (pauseMs: number) => pauseMs <= LONGEST_PAUSE;
  return async (prompt, signal) => {
    const once = (): Promise<Try> => server(prompt, signal).then(succeeded, failed);
    const made = await tried(once, { signal, fits });
    if ('error' in made) throw made.error;
    return made.completion;
  };
}

function succeeded(completion: Completion): Try {
  return { completion, transient: false, serviceFailed: false, waitMs: null };
}

function failed(error: unknown): Try {
  const transient = isPassing(error);
  return {
    error,
    transient,
    serviceFailed: transient || error instanceof OpenAI.APIUserAbortError,
    waitMs: error instanceof OpenAI.APIError && error.headers ? askedWaitMs(error.headers, Date.now()) : null,
  };
}

/** The fault is the server's and not the question's (https://platform.openai.com/docs/guides/error-codes). */
function isPassing(error: unknown): boolean {
  return (
    error instanceof OpenAI.APIError &&
    (error.status === undefined || error.status === 429 || error.status >= 500) &&
    !(error instanceof OpenAI.APIUserAbortError)
  );
}
