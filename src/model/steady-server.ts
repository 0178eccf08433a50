import OpenAI from 'openai';
import { askedWaitMs, retryPolicy, type Tried } from '../http/retry-policy.ts';
import type { Completion, Server } from './server.ts';

/** Somebody waits for the answer: no longer pause is worth it (ms). */
const LONGEST_PAUSE = 2000;

type Try = Tried & ({ completion: Completion } | { error: unknown });

/**
 * The same server, asked once more after a passing failure, and left alone for half a minute when it failed or did not answer in
 * time five times in a row: then it rejects with cockatiel's `BrokenCircuitError`.
 */
export function steadyServer(server: Server): Server {
  const tried = retryPolicy({ retries: 1, firstPauseMs: 300, breakMs: 30_000 });
  const fits = (pauseMs: number) => pauseMs <= LONGEST_PAUSE;
  return async (prompt, signal) => {
    const made = await tried((): Promise<Try> => server(prompt, signal).then(succeeded, failed), {
      signal,
      fits,
    });
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

/** The server is busy or broken, not the question (https://platform.openai.com/docs/guides/error-codes). */
function isPassing(error: unknown): boolean {
  return (
    error instanceof OpenAI.APIError &&
    (error.status === undefined || error.status === 429 || error.status >= 500) &&
    !(error instanceof OpenAI.APIUserAbortError)
  );
}
