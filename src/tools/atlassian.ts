import { setTimeout as pause } from 'node:timers/promises';
import { isBrokenCircuitError } from 'cockatiel';
import type { z } from 'zod';
import { allowedCall } from './atlassian/allowed-calls.ts';
import { attempt, type ReadResult } from './atlassian/attempt.ts';
import type { Credential } from './atlassian/credentials.ts';
import { callPolicy } from './atlassian/policy.ts';
import * as reasons from './atlassian/reasons.ts';
import { type Budget, withinBudget } from './budget.ts';

export type AtlassianOptions = {
  /** root of the API host, default Atlassian's own */
  apiUrl?: string | undefined;
  orgId: string;
  /** organisation API key; every key leaves this module only as the Authorization header of a listed call of its kind */
  apiKey?: string | undefined;
  /** organisation API key without scopes */
  userManagementKey?: string | undefined;
  /** the SCIM directory whose own key is known */
  scimDirectoryId?: string | undefined;
  scimToken?: string | undefined;
  fetch?: typeof globalThis.fetch;
  now?: () => number;
  /** a pino logger fits */
  log?: { warn(data: object, message: string): void };
  /** longest time for one attempt; several attempts share the budget of the answer */
  attemptMs?: number;
};

export type ReadRequest = {
  method: 'GET' | 'POST';
  /** made with `path`, so that its parameters are encoded */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
};

export type AtlassianClient = {
  orgId: string;
  scimDirectoryId: string | undefined;
  now(): number;
  /** Rejects for a call that is not on the list of reading calls; every other failure is a value. */
  read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>>;
};

/** A path whose parameters are percent-encoded. */
export function path(parts: TemplateStringsArray, ...parameters: string[]): string {
  return String.raw({ raw: parts }, ...parameters.map(encodeURIComponent));
}

/** A client that can only read (`atlassian/allowed-calls.ts`). Host: https://developer.atlassian.com/cloud/admin/ */
export function createAtlassianClient(options: AtlassianOptions): AtlassianClient {
  const { orgId, scimDirectoryId, log, attemptMs = 2500, now = Date.now, fetch = globalThis.fetch } = options;
  const keys: Record<Credential, string | undefined> = {
    'organisation key': options.apiKey,
    'user management key': options.userManagementKey,
    'directory token': options.scimToken,
  };
  const base = new URL(options.apiUrl ?? 'https://api.atlassian.com');
  const root = base.pathname.replace(/\/+$/, '');
  // One per call: a failing call must not stand in the way of the others.
  const policies = new Map<string, ReturnType<typeof callPolicy>>();
  /** when a call may be made again, by name */
  const notBefore = new Map<string, number>();

  async function read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>> {
    const url = new URL(base.origin + root + request.path);
    // The URL parser resolves `..`, so the list is asked about the path that would really be sent.
    const inside = url.origin === base.origin && url.pathname.startsWith(root);
    const call = allowedCall(request.method, inside ? url.pathname.slice(root.length) : '');
    url.search = new URLSearchParams(request.query).toString();

    const key = keys[call.credential];
    if (!key) return { ok: false, reason: reasons.missingKey(call.credential) };
    const init = requestInit(request, key);
    if (!init) return { ok: false, reason: reasons.unusableKey(call.credential) };
    const waitMs = (notBefore.get(call.name) ?? 0) - now();
    if (waitMs > budget.msLeft()) return { ok: false, reason: reasons.limitReached(waitMs) };
    if (waitMs > 0) await pause(waitMs);
    const policy = policies.get(call.name) ?? callPolicy(attemptMs);
    policies.set(call.name, policy);
    const exchange = { url, init, call, fetch, now };
    const asked = policy((signal) => attempt(exchange, signal), budget).then(
      ({ result, waitMs: asked }) => {
        if (asked) notBefore.set(call.name, now() + asked);
        return result;
      },
      (error: unknown) => brokenCircuit(error),
    );
    const late = (): ReadResult<unknown> => ({ ok: false, reason: reasons.TIMED_OUT });
    const result = checked(await withinBudget(budget, asked, late), schema);
    if (!result.ok) log?.warn({ call: call.name, reason: result.reason }, 'Atlassian look-up failed');
    return result;
  }

  return { orgId, scimDirectoryId, now, read };
}

function requestInit(request: ReadRequest, apiKey: string): RequestInit | null {
  const headers = new Headers({ accept: 'application/json' });
  try {
    headers.set('authorization', `Bearer ${apiKey}`);
  } catch {
    return null;
  }
  if (request.body === undefined) return { method: request.method, headers };
  headers.set('content-type', 'application/json');
  return { method: request.method, headers, body: JSON.stringify(request.body) };
}

function brokenCircuit(error: unknown): ReadResult<unknown> {
  if (isBrokenCircuitError(error)) return { ok: false, reason: reasons.CIRCUIT_OPEN };
  throw error;
}

function checked<T>(result: ReadResult<unknown>, schema: z.ZodType<T>): ReadResult<T> {
  if (!result.ok) return result;
  const parsed = schema.safeParse(result.data);
  if (parsed.success) return { ok: true, data: parsed.data };
  return { ok: false, reason: reasons.malformed(parsed.error.issues[0]?.path ?? []) };
}
