import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { RunFailure } from '../inbox/worker.ts';

/** Did Slack refuse a call with one of these codes? */
export function slackRefused(error: unknown, codes: readonly string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

/** The code Slack refused a call with; null if it did not answer, or asked to wait. */
export function refusalCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
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

/** Is it certain that the call posted nothing? If the connection broke, it may have. */
export function nothingPosted(error: unknown): boolean {
  return error instanceof WebAPIPlatformError || error instanceof WebAPIRateLimitedError;
}

/** An error of Slack's Web API -> how the worker reacts: wait (a rate limit), give up (a lasting refusal) or try again. */
export function asRunFailure(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    // Random, because many posts are refused at the same moment.
    return new RunFailure(error.message, { afterMs: (error.retryAfter + Math.random() * 2) * 1000 }, error);
  }
  return slackRefused(error, FINAL) ? new RunFailure(error.message, 'never', error) : error;
}
