import { WebAPIRateLimitedError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { RunFailure } from '../../src/inbox/run-failure.ts';
import { createPace } from '../../src/slack/send/pace.ts';

/** A channel that takes one message a second once it is busy, and many posts for it, each run again when it is told to. */
function channel() {
  const clock = { ms: 1_000_000 };
  const inStep = createPace(() => clock.ms);
  const calls: number[] = [];
  let free = 0;
  let refused = 0;
  const post = (id: string) =>
    inStep('C1', id, async () => {
      calls.push(clock.ms);
      if (clock.ms < free) {
        refused += 1;
        throw new WebAPIRateLimitedError(Math.ceil((free - clock.ms) / 1000));
      }
      free = clock.ms + 1_000;
      return id;
    });
  /** Runs all until they are posted, each at the time it was told. Returns how long that took. */
  async function postAll(ids: string[], lateMs = () => 0) {
    const begin = clock.ms;
    const due = new Map(ids.map((id) => [id, clock.ms]));
    for (; due.size > 0; clock.ms += 50) {
      for (const [id, at] of due) {
        if (at > clock.ms) continue;
        const wait = await post(id).then(
          () => null,
          (error: RunFailure) => (error.retry as { afterMs: number }).afterMs,
        );
        if (wait === null) due.delete(id);
        else due.set(id, clock.ms + wait + lateMs());
      }
    }
    return clock.ms - begin;
  }
  return { clock, inStep, post, postAll, calls, refused: () => refused };
}

describe('a channel that is rate-limited', () => {
  it('pauses as a whole, and each post costs about one call', async () => {
    const { postAll, calls, refused } = channel();
    const ms = await postAll(Array.from({ length: 100 }, (_, n) => `${n}`));
    expect(ms).toBeLessThan(110_000);
    expect(calls.length).toBeLessThan(105);
    expect(refused()).toBeLessThan(5);
  });

  it('costs little more when runs come late', async () => {
    const { postAll, calls } = channel();
    let n = 0;
    await postAll(
      Array.from({ length: 50 }, (_, i) => `${i}`),
      () => (n++ * 377) % 1000,
    );
    expect(calls.length).toBeLessThan(75);
  });

  it('takes messages at once again when nobody has waited for a while', async () => {
    const { post, postAll, clock } = channel();
    await postAll(['1', '2', '3']);
    clock.ms += 5_000;
    expect(await post('4')).toBe('4');
    clock.ms += 1_001;
    expect(await post('5')).toBe('5');
  });

  it('is not held up by a post that never comes back', async () => {
    const { post, clock } = channel();
    await post('1');
    await expect(post('lost')).rejects.toThrow();
    await expect(post('3')).rejects.toThrow();
    clock.ms += 120_000;
    expect(await post('3')).toBe('3');
    clock.ms += 1_001;
    expect(await post('4')).toBe('4');
    clock.ms += 1_001;
    expect(await post('5')).toBe('5');
  });
});

it('another kind of call does not wait, and another failure is passed on', async () => {
  const { inStep, post } = channel();
  await post('1');
  await expect(post('2')).rejects.toMatchObject({ retry: { afterMs: 1_000 } });
  expect(await inStep('C2', '1', async () => 'posted')).toBe('posted');
  await expect(inStep('C2', '2', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
