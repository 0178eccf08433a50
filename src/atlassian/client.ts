import type { z } from 'zod';
import { type AllowedCall, allowedCall } from './allowed-calls.ts';
import {
  type AtlassianSettings,
  CREDENTIALS,
  type Credential,
  type SettingName,
  unfit,
} from './atlassian-settings.ts';
import { type Attempt, attempt, attemptPolicy, type ReadResult } from './attempt.ts';
import { type Budget, withinBudget } from './budget.ts';
import { malformed, REASONS } from './reasons.ts';

export type AtlassianOptions = {
  fetch?: typeof globalThis.fetch;
  now?: () => number;
  log?: { warn(data: object, message: string): void };
  /** longest time for one attempt; retries share the budget of the answer */
  attemptMs?: number;
};

export type ReadRequest = {
  method: 'GET' | 'POST';
  /** made with `path`, so that its parameters are encoded */
  path: string;
  /** `undefined`: the parameter is left out */
  query?: Record<string, string | undefined>;
  body?: unknown;
};

export type AtlassianClient = {
  orgId: string;
  scimDirectoryId: string;
  now(): number;
  /** Why a look-up that needs these settings cannot be made; or null. */
  lacks(names: readonly SettingName[]): string | null;
  /** Sends the call's own credential. Rejects a call that is not on the list of reading calls; any other failure is a value. */
  read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>>;
};

/** A path whose parameters are percent-encoded. */
export function path(parts: TemplateStringsArray, ...parameters: string[]): string {
  return String.raw({ raw: parts }, ...parameters.map(encodeURIComponent));
}

/**
 * A client that can only make the calls of `allowed-calls.ts`; a key leaves it only as the Authorization header of one of them.
 * Host: https://developer.atlassian.com/cloud/admin/
 */
export function createAtlassianClient(
  settings: AtlassianSettings,
  options: AtlassianOptions = {},
): AtlassianClient {
  const { log, attemptMs = 2500, now = Date.now, fetch = globalThis.fetch } = options;
  const base = new URL(settings.ATLASSIAN_API_URL ?? 'https://api.atlassian.com');
  // One for each call, so that a failing call does not stop the others.
  const policies = new Map<AllowedCall, ReturnType<typeof attemptPolicy>>();
  const accepted = new Set<Credential>();

  async function read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>> {
    const { url, call } = listed(base, request);
    const prepared = requestInit(request, call, settings);
    if (!prepared.ok) return prepared;
    const policy = policies.get(call) ?? attemptPolicy(attemptMs);
    policies.set(call, policy);
    const once = async (signal: AbortSignal): Promise<Attempt> => {
      const made = await attempt(
        { url, init: prepared.data, call, acceptedBefore: accepted.has(call.credential), fetch, now },
        signal,
      );
      if (made.result.ok) accepted.add(call.credential);
      return made;
    };
    const late = (): ReadResult<unknown> => ({ ok: false, reason: REASONS.TIMED_OUT });
    const result = checked(await withinBudget(budget, policy(once, budget), late), schema);
    if (!result.ok) log?.warn({ call: call.name, reason: result.reason }, 'Atlassian look-up failed');
    return result;
  }

  return {
    orgId: settings.ATLASSIAN_ORG_ID ?? '',
    scimDirectoryId: settings.ATLASSIAN_SCIM_DIRECTORY_ID ?? '',
    now,
    lacks: (names) => unfit(names, settings),
    read,
  };
}

/** The URL as it will be sent, and the listed call that it makes. Throws if it makes none, or if the parser changes the path. */
function listed(base: URL, { method, path, query = {} }: ReadRequest): { url: URL; call: AllowedCall } {
  const root = base.pathname.replace(/\/+$/, '');
  const url = URL.parse(base.origin + root + path) ?? base;
  const asWritten = url.origin === base.origin && url.pathname === root + path;
  const call = allowedCall(method, asWritten ? path : '');
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return { url, call };
}

/** What is sent with the URL, or why nothing can be sent. */
function requestInit(
  { method, body }: ReadRequest,
  call: AllowedCall,
  settings: AtlassianSettings,
): ReadResult<RequestInit> {
  const { variable } = CREDENTIALS[call.credential];
  const lack = unfit([variable], settings);
  if (lack) return { ok: false, reason: lack };
  const headers = new Headers({ accept: 'application/json, application/scim+json' });
  try {
    headers.set('authorization', `Bearer ${settings[variable]}`);
  } catch {
    return { ok: false, reason: `${variable} contains characters that cannot be sent` };
  }
  if (body === undefined) return { ok: true, data: { method, headers } };
  headers.set('content-type', 'application/json');
  return { ok: true, data: { method, headers, body: JSON.stringify(body) } };
}

function checked<T>(result: ReadResult<unknown>, schema: z.ZodType<T>): ReadResult<T> {
  if (!result.ok) return result;
  const parsed = schema.safeParse(result.data);
  if (parsed.success) return { ok: true, data: parsed.data };
  return { ok: false, reason: malformed(parsed.error.issues[0]?.path ?? []) };
}
