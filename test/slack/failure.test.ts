import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { RunFailure } from '../../src/inbox/run-failure.ts';
import { asRunFailure, isPassing, ThreadGone, wasSent } from '../../src/slack/failure.ts';

const refused = (error: string) => new WebAPIPlatformError({ ok: false, error });
const limited = new WebAPIRateLimitedError(30);
const broken = new WebAPIRequestError(new Error('connection reset'));
const down = new WebAPIHTTPError(503, 'Service Unavailable', {});

const unreachable = new WebAPIRequestError(
  new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
);
const bare = new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)');
const timedOut = new WebAPIRequestError(Object.assign(new Error('timed out'), { name: 'TimeoutError' }));

describe('a failed call', () => {
  type Meaning = {
    passing: boolean;
    sent: ReturnType<typeof wasSent>;
    again: 'waits' | 'outage' | 'never' | 'broken';
  };
  it.each<[string, Error, Meaning]>([
    ['a rate limit', limited, { passing: true, sent: 'not sent', again: 'waits' }],
    ['a rate limit as a code', refused('ratelimited'), { passing: true, sent: 'not sent', again: 'outage' }],
    ['a page of a proxy', refused('<html>502</html>'), { passing: true, sent: 'perhaps', again: 'outage' }],
    ['a rate limit without a time', bare, { passing: true, sent: 'not sent', again: 'outage' }],
    ['a broken connection', broken, { passing: true, sent: 'perhaps', again: 'outage' }],
    ['a time-out', timedOut, { passing: true, sent: 'perhaps later', again: 'outage' }],
    ['no connection', unreachable, { passing: true, sent: 'not sent', again: 'outage' }],
    ['a status of Slack', down, { passing: true, sent: 'perhaps', again: 'outage' }],
    ['internal_error', refused('internal_error'), { passing: true, sent: 'perhaps', again: 'outage' }],
    ['fatal_error', refused('fatal_error'), { passing: true, sent: 'perhaps', again: 'outage' }],
    [
      'service_unavailable',
      refused('service_unavailable'),
      { passing: true, sent: 'perhaps', again: 'outage' },
    ],
    ['not_in_channel', refused('not_in_channel'), { passing: false, sent: 'not sent', again: 'never' }],
    ['token_revoked', refused('token_revoked'), { passing: false, sent: 'not sent', again: 'never' }],
    ['user_not_found', refused('user_not_found'), { passing: false, sent: 'not sent', again: 'broken' }],
    ['a thread that is gone', new ThreadGone(), { passing: true, sent: 'not sent', again: 'broken' }],
    [
      'its turn did not come',
      new RunFailure('not now', { afterMs: 1 }),
      { passing: true, sent: 'not sent', again: 'waits' },
    ],
  ])('%s', (_what, error, { passing, sent, again }) => {
    expect(isPassing(error)).toBe(passing);
    expect(wasSent(error)).toBe(sent);
    const failure = asRunFailure(error);
    const retry = failure instanceof RunFailure ? failure.retry : 'broken';
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
