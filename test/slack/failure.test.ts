import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { RunFailure } from '../../src/inbox/worker.ts';
import { asRunFailure, isPassing, nothingPosted } from '../../src/slack/failure.ts';

const refused = (error: string) => new WebAPIPlatformError({ ok: false, error });
const limited = new WebAPIRateLimitedError(30);
const broken = new WebAPIRequestError(new Error('connection reset'));
const down = new WebAPIHTTPError(503, 'Service Unavailable', {});

describe('a failed call', () => {
  it.each<[string, Error, { passing: boolean; nothing: boolean; again: 'waits' | 'yes' | 'never' }]>([
    ['a rate limit', limited, { passing: true, nothing: true, again: 'waits' }],
    ['a broken connection', broken, { passing: true, nothing: false, again: 'yes' }],
    ['a status of Slack', down, { passing: true, nothing: false, again: 'yes' }],
    ['internal_error', refused('internal_error'), { passing: true, nothing: true, again: 'yes' }],
    ['service_unavailable', refused('service_unavailable'), { passing: true, nothing: true, again: 'yes' }],
    ['not_in_channel', refused('not_in_channel'), { passing: false, nothing: true, again: 'never' }],
    ['token_revoked', refused('token_revoked'), { passing: false, nothing: true, again: 'never' }],
    ['user_not_found', refused('user_not_found'), { passing: false, nothing: true, again: 'yes' }],
  ])('%s', (_what, error, { passing, nothing, again }) => {
    expect(isPassing(error)).toBe(passing);
    expect(nothingPosted(error)).toBe(nothing);
    const failure = asRunFailure(error);
    const retry = failure instanceof RunFailure ? failure.retry : 'yes';
    expect(typeof retry === 'object' ? 'waits' : retry).toBe(again);
  });

  it('of a rate limit waits as long as Slack says, and not two seconds longer', () => {
    const { retry } = asRunFailure(limited) as RunFailure;
    const waits = typeof retry === 'object' ? retry.afterMs : 0;
    expect(waits).toBeGreaterThanOrEqual(30_000);
    expect(waits).toBeLessThan(32_000);
  });

  it('that is no failure of Slack is passed on', () => {
    const error = new Error('a bug');
    expect(asRunFailure(error)).toBe(error);
  });
});
