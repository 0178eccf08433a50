import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { WasSent } from '../inbox/once.ts';
import { RunFailure } from '../inbox/run-failure.ts';

/** Did Slack refuse a call with one of these codes? */
export function slackRefused(error: unknown, codes: readonly string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

/** The code Slack refused a call with; null if it did not answer, or asked to wait, or something else answered (a proxy's page). */
export function refusalCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError && /^\w{1,100}$/.test(error.data.error)
    ? error.data.error
    : null;
}

/** The bot was removed from the channel, or the channel is gone. */
export const NOT_HERE = ['not_in_channel', 'channel_not_found', 'is_archived'];

/** The message or its thread is gone. */
export const MESSAGE_GONE = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'];

/** Codes for a failure of Slack itself (docs.slack.dev/reference/methods, errors of every method). */
const PASSING = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited'];

/** A retry cannot change these (docs.slack.dev/reference/methods/chat.postMessage, errors). */
const FINAL = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'missing_scope',
  'no_permission',
  'account_inactive',
  'token_revoked',
  'invalid_auth',
  'not_authed',
  'msg_too_long',
  'no_text',
];

/** May the same call succeed later? Yes after a rate limit, no answer, or a failure of Slack itself. */
export function isPassing(error: unknown): boolean {
  return refusalCode(error) === null || slackRefused(error, PASSING);
}

/** Slack asked to wait: it did not carry out the call. */
const isRateLimit = (error: unknown) =>
  error instanceof WebAPIRateLimitedError ||
  isBareRateLimit(error) ||
  slackRefused(error, ['ratelimited']) ||
  (error instanceof RunFailure && typeof error.retry === 'object');

/** A 429 that does not say how long to wait; the client has no kind of error for it. */
const isBareRateLimit = (error: unknown) =>
  error instanceof Error && error.message.startsWith('Retry header did not contain');

/** Codes of Node for a connection that was never made. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/**
 * Did Slack take a message, although the call failed? Not after a refusal or a rate limit. After a failure of Slack itself, or when
 * the connection broke, it may have (docs.slack.dev/reference/methods/chat.postMessage: after `fatal_error` or `internal_error`
 * parts of an operation may have succeeded). After a time-out it may even come later.
 */
export function wasSent(error: unknown): WasSent {
  if (isRateLimit(error) || error instanceof ThreadGone) return 'not sent';
  if (refusalCode(error) !== null) return slackRefused(error, PASSING) ? 'perhaps' : 'not sent';
  if (!(error instanceof WebAPIRequestError)) return 'perhaps';
  const causes = [error.original, error.original.cause].filter((one) => one instanceof Error);
  if (causes.some((one) => 'code' in one && NEVER_CONNECTED.includes(String(one.code)))) return 'not sent';
  return causes.some(({ name }) => /Timeout|Abort/.test(name)) ? 'perhaps later' : 'perhaps';
}

/** The thread of an answer was deleted. */
export class ThreadGone extends Error {}

/** Is the message that is answered, or its thread, gone? */
export function isGone(error: unknown): boolean {
  return error instanceof ThreadGone || slackRefused(error, MESSAGE_GONE);
}

/** An error of Slack's Web API -> how the worker reacts: wait (a rate limit), give up (a lasting refusal) or try again. */
export function asRunFailure(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    // Random, because many posts are refused at the same moment.
    return new RunFailure(error.message, { afterMs: (error.retryAfter + Math.random() * 2) * 1000 }, error);
  }
  if (slackRefused(error, FINAL)) return new RunFailure(error.message, 'never', error);
  const unanswered =
    error instanceof WebAPIRequestError ||
    error instanceof WebAPIHTTPError ||
    (error instanceof WebAPIPlatformError && refusalCode(error) === null);
  if (unanswered || isBareRateLimit(error) || slackRefused(error, PASSING))
    return new RunFailure((error as Error).message, 'outage', error);
  return error;
}
