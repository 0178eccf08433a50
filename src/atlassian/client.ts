import type { z } from 'zod';
import { type AllowedCall, allowedCall } from './allowed-calls.ts';
import { type AtlassianSettings, type SettingName, type Settings, unfit } from './atlassian-settings.ts';
import { type Attempt, attempt, type ReadResult } from './attempt.ts';
import { type Budget, withinBudget } from './budget.ts';
import { callPolicy } from './call-policy.ts';
import { CREDENTIALS, type Credential } from './credentials.ts';
import { malformed, REASONS, unusable } from './reasons.ts';

export type AtlassianOptions = {
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
  scimDirectoryId: string;
  now(): number;
  /** Why a look-up that needs these settings cannot be made, or null. */
  lacks(names: readonly SettingName[]): string | null;
  /**
   * Sends the credential of the call's own kind. Rejects for a call that is not on the list of reading calls; every other
   * failure is a value.
   */
  read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>>;
};

/** A path whose parameters are percent-encoded. */
export function path(parts: TemplateStringsArray, ...parameters: string[]): string {
  return String.raw({ raw: parts }, ...parameters.map(encodeURIComponent));
}

/**
 * A client that can only read (`atlassian/allowed-calls.ts`). Host:
 * https://developer.atlassian.com/cloud/admin/ . A key leaves this module only as the Authorization header of a listed call.
 */
export function createAtlassianClient(
  settings: AtlassianSettings,
  options: AtlassianOptions = {},
): AtlassianClient {
  const { log, attemptMs = 2500, now = Date.now, fetch = globalThis.fetch } = options;
  const base = new URL(settings.ATLASSIAN_API_URL ?? 'https://api.atlassian.com');
  // One per call: a call that fails must not stop the others.
  const policies = new Map<AllowedCall, ReturnType<typeof callPolicy>>();
  const accepted = new Set<Credential>();

  async function read<T>(request: ReadRequest, schema: z.ZodType<T>, budget: Budget): Promise<ReadResult<T>> {
    const { url, call } = listed(base, request);
    const prepared = requestInit(request, call, settings);
    if (!prepared.ok) return prepared;
    const policy = policies.get(call) ?? callPolicy(attemptMs);
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

/** The URL as it will be sent, and the listed call it is; a path that the URL parser would read differently is not on the list. */
function listed(base: URL, { method, path, query }: ReadRequest): { url: URL; call: AllowedCall } {
  const root = base.pathname.replace(/\/+$/, '');
  const url = URL.parse(base.origin + root + path) ?? base;
  const asWritten = url.origin === base.origin && url.pathname === root + path;
  const call = allowedCall(method, asWritten ? path : '');
  url.search = new URLSearchParams(query).toString();
  return { url, call };
}

/** What is sent besides the URL, or why it cannot be. */
function requestInit(
  { method, body }: ReadRequest,
  call: AllowedCall,
  settings: Settings,
): ReadResult<RequestInit> {
  const { variable } = CREDENTIALS[call.credential];
  const lack = unfit([variable], settings);
  if (lack) return { ok: false, reason: lack };
  const headers = new Headers({ accept: 'application/json, application/scim+json' });
  try {
    headers.set('authorization', `Bearer ${settings[variable]}`);
  } catch {
    return { ok: false, reason: unusable(variable) };
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
