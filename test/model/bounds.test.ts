import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHealth } from '../../src/health.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { modelWith } from '../../src/model/model.ts';
import { countsDespiteOutages, countsOfProcess } from '../../src/store/counts.ts';
import { until, withClock } from '../clock.ts';
import { DAY_MS, modelAt, says, startModel } from './local-model.ts';

let server: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  server = await startModel();
});
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
});

const OFFERED = [{ id: 'a', title: 'A', meaning: 'It is upside down.' }];
const GOOD = says('{"articles":["a"],"quote":"upside down"}', 1000);
const ASKER = { teamId: 'T1', user: 'U1' };
const OTHER = { teamId: 'T1', user: 'U2' };
const ERROR = 'it is upside down';

describe('time', () => {
  it('a server that never answers is given up after 8 s, and left alone after five such questions', async () => {
    await withClock(async (pass) => {
      server.answer(() => {});
      const count = vi.fn();
      const model = modelAt(server.baseUrl, {}, { count });
      for (let i = 1; i <= 5; i += 1) {
        let late: unknown = null;
        const asked = model
          .chooseArticle(ASKER)(ERROR, OFFERED)
          .then((choice) => {
            late = choice;
          });
        await until(() => server.asked.length === i);
        await pass(7999);
        expect(late).toBeNull();
        await pass(1);
        await asked;
        expect(late).toEqual({ ids: null, reason: 'the model did not answer in time' });
      }
      // It may have cost what was sent, and the longest answer.
      expect(count.mock.lastCall?.[0]).toMatchObject({ outcome: 'failed' });
      expect(count.mock.lastCall?.[0].tokens).toBeGreaterThan(1500);
      expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({
        reason: expect.stringContaining('failed several times in a row'),
      });
      expect(server.asked).toHaveLength(5);
      await pass(30_000);
      server.answer(GOOD);
      expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: ['a'] });
    });
  });

  it('a server that responds too slowly is given up too', async () => {
    await withClock(async (pass) => {
      server.answer((response) => void response.writeHead(200).write('{"choices":[{'));
      const asked = modelAt(server.baseUrl).chooseArticle(ASKER)(ERROR, OFFERED);
      await until(() => server.asked.length === 1);
      await pass(8000);
      expect(await asked).toEqual({ ids: null, reason: 'the model did not answer in time' });
    });
  });

  it('waiting for a turn counts towards the time limit', async () => {
    await withClock(async (pass) => {
      server.answer(() => {});
      const model = modelAt(server.baseUrl, { OPENAI_TOKENS_PER_USER_DAY: 1_000_000 });
      const all = Promise.all(Array.from({ length: 30 }, () => model.chooseArticle(ASKER)(ERROR, OFFERED)));
      await until(() => server.asked.length === 4);
      await pass(8000);
      const reasons = (await all).map((choice) => ('reason' in choice ? choice.reason : ''));
      // The breaker opens for those whose turn comes when the first ones are given up.
      expect(reasons.filter((reason) => /in time|in a row/.test(reason))).toHaveLength(24);
      expect(reasons.slice(0, 4)).toEqual(Array(4).fill('the model did not answer in time'));
      expect(
        reasons.filter((reason) => reason === 'too many questions to the model are waiting'),
      ).toHaveLength(6);
    });
  });

  it.each([
    ['5', 1],
    ['1', 2],
    ['soon', 2],
    [new Date(Date.now() + 3_600_000).toUTCString(), 1],
  ])('told to retry after "%s", it tries %i times', async (seconds, times) => {
    server.answer((response) => response.writeHead(429, { 'retry-after': seconds }).end('{}'));
    expect(await modelAt(server.baseUrl).chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({
      reason: "the model's server answered 429",
    });
    expect(server.asked).toHaveLength(times);
  });

  it('four are asked at once, the rest wait their turn', async () => {
    let open = 0;
    let most = 0;
    server.answer((response, asked) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        GOOD(response, asked);
      }, 40);
    });
    const model = modelAt(server.baseUrl);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => model.chooseArticle(ASKER)(ERROR, OFFERED)),
    );
    expect(answers.every(({ ids }) => ids?.[0] === 'a')).toBe(true);
    expect(most).toBe(4);
  });

  it('a server that fails again and again is left alone for a while', async () => {
    server.answer((response) => response.writeHead(500).end('{}'));
    const model = modelAt(server.baseUrl);
    const ask = () => model.chooseArticle(ASKER)(ERROR, OFFERED);
    for (let i = 0; i < 3; i += 1) await ask();
    const before = server.asked.length;
    expect(await ask()).toMatchObject({ reason: expect.stringContaining('failed several times in a row') });
    expect(server.asked.length).toBe(before);
  });

  it('a server that hangs again and again is left alone too', async () => {
    server.answer(() => {});
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), 60);
      return controller.signal;
    });
    const model = modelAt(server.baseUrl);
    const ask = () => model.chooseArticle(ASKER)(ERROR, OFFERED);
    for (let i = 0; i < 5; i += 1)
      expect(await ask()).toMatchObject({ reason: 'the model did not answer in time' });
    expect(await ask()).toMatchObject({ reason: expect.stringContaining('failed several times in a row') });
    timeout.mockRestore();
  });
});

describe('tokens', () => {
  it('used by a failed question still count', async () => {
    server.answer((response) => response.writeHead(200).end('{"choices":[{"message":{"refusal":"no"}}]}'));
    const model = modelAt(server.baseUrl, { OPENAI_TOKENS_PER_USER_DAY: 1600 });
    const reasons = [];
    for (let i = 0; i < 4; i += 1) reasons.push(await model.chooseArticle(ASKER)(ERROR, OFFERED));
    expect(reasons.at(-1)).toMatchObject({ reason: 'your tokens for today are used up' });
  });

  it('a person has a limit and the workspace another; both reset every day', async () => {
    server.answer(GOOD);
    let now = Date.UTC(2026, 10, 26, 12);
    const settings = { OPENAI_TOKENS_PER_USER_DAY: 2500, OPENAI_TOKENS_PER_DAY: 3700 };
    const model = modelAt(server.baseUrl, settings, { now: () => now });
    const ask = async (who: typeof ASKER | null) => {
      const { ids, ...rest } = await model.chooseArticle(who)(ERROR, OFFERED);
      return ids ? 'answered' : 'reason' in rest ? rest.reason : '';
    };
    expect(await ask(ASKER)).toBe('answered');
    expect(await ask(ASKER)).toBe('your tokens for today are used up');
    expect(await ask(OTHER)).toBe('answered');
    expect(await ask(null)).toBe("this workspace's tokens for today are used up");
    now += 86_400_000;
    expect(await ask(ASKER)).toBe('answered');
    expect(server.asked).toHaveLength(3);
  });

  it('are remembered after a restart, and limited even without a store', async () => {
    server.answer(GOOD);
    const kept = new Map<string, number>();
    const usage = {
      async add(key: string, n: number) {
        const sum = (kept.get(key) ?? 0) + n;
        kept.set(key, sum);
        return sum;
      },
    };
    const settings = { OPENAI_TOKENS_PER_USER_DAY: 2500 };
    await modelAt(server.baseUrl, settings, { usage }).chooseArticle(ASKER)(ERROR, OFFERED);
    expect(
      await modelAt(server.baseUrl, settings, { usage }).chooseArticle(ASKER)(ERROR, OFFERED),
    ).toMatchObject({ ids: null });
    expect([...kept.values()]).toEqual([1000, 1000]);
    const down = { add: () => Promise.reject(new Error('down')) };
    const model = modelAt(server.baseUrl, settings, {
      usage: countsDespiteOutages(down, countsOfProcess(DAY_MS)),
    });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: ['a'] });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: null });
  });

  it('a store that never responds does not prevent an answer', async () => {
    server.answer(GOOD);
    const usage = countsDespiteOutages({ add: () => new Promise(() => {}) }, countsOfProcess(DAY_MS));
    const model = modelAt(server.baseUrl, { OPENAI_TOKENS_PER_USER_DAY: 2500 }, { usage });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: ['a'] });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: null });
  });

  it('many questions at once do not exceed the limit together', async () => {
    server.answer(says('{"articles":["a"],"quote":"upside down"}', 2000));
    const model = modelAt(server.baseUrl, { OPENAI_TOKENS_PER_USER_DAY: 10_000 });
    const choices = await Promise.all(
      Array.from({ length: 20 }, () => model.chooseArticle(ASKER)(ERROR, OFFERED)),
    );
    expect(choices.filter(({ ids }) => ids !== null).length).toBeLessThanOrEqual(5);
  });

  it.each([[-5], ['many'], [1e300], [null], [1.5], [{}]])(
    'a server that says it used %j is not believed',
    async (tokens) => {
      server.answer(says('{"articles":["a"],"quote":"upside down"}', tokens));
      const inbox = openSqliteInbox({ file: join(mkdtempSync(join(tmpdir(), 'bounds-')), 'inbox.db') });
      const health = await startHealth(inbox, 0);
      const model = modelAt(server.baseUrl, {}, { count: health.countModel });
      expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: ['a'] });
      const metrics = await (await fetch(`http://127.0.0.1:${health.port}/metrics`)).text();
      const counted = Number(/^scim_bot_model_tokens_total (\S+)/m.exec(metrics)?.[1]);
      expect(counted).toBeGreaterThan(100);
      expect(counted).toBeLessThan(2000);
      await health.close();
      await inbox.close();
    },
  );

  it.each([['OPENAI_TOKENS_PER_USER_DAY'], ['OPENAI_TOKENS_PER_DAY']])('%s 0: no model', (name) => {
    const settings = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', [name]: 0 };
    const made = modelWith(settings, { usage: countsOfProcess(DAY_MS) });
    expect(made).toEqual({ unavailable: `${name} is 0` });
  });

  it('are counted, with how each question ended', async () => {
    server.answer(GOOD);
    const count = vi.fn();
    await modelAt(server.baseUrl, {}, { count }).chooseArticle(ASKER)(ERROR, OFFERED);
    server.answer((response) => response.writeHead(401).end('{}'));
    await modelAt(server.baseUrl, {}, { count }).chooseArticle(ASKER)(ERROR, OFFERED);
    expect(count.mock.calls).toEqual([
      [{ tokens: 1000, outcome: 'answered' }],
      [{ tokens: expect.any(Number), outcome: 'failed' }],
    ]);
  });
});
