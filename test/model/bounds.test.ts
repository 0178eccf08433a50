import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelAt, says, startModel } from './local-model.ts';

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
  it('a server that never answers is given up after 8 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      server.answer(() => {});
      const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
        expect(ms).toBe(8000);
        const controller = new AbortController();
        setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
        return controller.signal;
      });
      const asked = modelAt(server.baseUrl).chooseArticle(ASKER)(ERROR, OFFERED);
      await vi.waitFor(() => expect(server.asked).toHaveLength(1));
      await vi.advanceTimersByTimeAsync(8000);
      expect(await asked).toEqual({ ids: null, reason: 'the model did not answer in time' });
      timeout.mockRestore();
    } finally {
      vi.useRealTimers();
    }
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
  it('of a failed question are not given back', async () => {
    server.answer((response) => response.writeHead(200).end('{"choices":[{"message":{"refusal":"no"}}]}'));
    const model = modelAt(server.baseUrl, { OPENAI_TOKENS_PER_USER_DAY: 1600 });
    const reasons = [];
    for (let i = 0; i < 4; i += 1) reasons.push(await model.chooseArticle(ASKER)(ERROR, OFFERED));
    expect(reasons.at(-1)).toMatchObject({ reason: 'your tokens for today are used up' });
  });

  it('a person has a limit, the workspace another; both start anew with the day', async () => {
    server.answer(GOOD);
    let now = Date.UTC(2026, 10, 26, 12);
    const settings = { OPENAI_TOKENS_PER_USER_DAY: 1600, OPENAI_TOKENS_PER_DAY: 2600 };
    const model = modelAt(server.baseUrl, settings, { now: () => now });
    const ask = async (who: typeof ASKER | null) => {
      const { ids, ...rest } = await model.chooseArticle(who)(ERROR, OFFERED);
      return ids ? 'answered' : 'reason' in rest ? rest.reason : '';
    };
    expect(await ask(ASKER)).toBe('answered');
    expect(await ask(ASKER)).toBe('your tokens for today are used up');
    expect(await ask(OTHER)).toBe('answered');
    expect(await ask(null)).toBe('the tokens of this workspace for today are used up');
    now += 86_400_000;
    expect(await ask(ASKER)).toBe('answered');
    expect(server.asked).toHaveLength(3);
  });

  it('are remembered over a restart, and limited without a store', async () => {
    server.answer(GOOD);
    const kept = new Map<string, number>();
    const usage = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, n: number) => kept.set(key, n),
    };
    const settings = { OPENAI_TOKENS_PER_USER_DAY: 1600 };
    await modelAt(server.baseUrl, settings, { usage }).chooseArticle(ASKER)(ERROR, OFFERED);
    expect(
      await modelAt(server.baseUrl, settings, { usage }).chooseArticle(ASKER)(ERROR, OFFERED),
    ).toMatchObject({ ids: null });
    expect([...kept.values()]).toEqual([1000, 1000]);
    const down = {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
    };
    const model = modelAt(server.baseUrl, settings, { usage: down });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: ['a'] });
    expect(await model.chooseArticle(ASKER)(ERROR, OFFERED)).toMatchObject({ ids: null });
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
