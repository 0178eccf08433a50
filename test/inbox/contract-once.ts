import { describe, expect, test } from 'vitest';
import { turnsOfProcess } from '../../src/inbox/in-turn.ts';
import type { Claims } from '../../src/inbox/inbox.ts';
import { type Once, onceWith } from '../../src/inbox/once.ts';
import type { OnceKey } from '../../src/inbox/once-key.ts';
import { type Engine, OPEN_MS, startOn } from './contract-start.ts';
import { gate } from './worker-stage.ts';

type Sending = Parameters<Once>[1];

const KEY: OnceKey = { kind: 'reply', post: { teamId: 'T1', channel: 'C1', ts: '1.1' } };
const OTHER: OnceKey = { kind: 'warning', post: { teamId: 'T1', channel: 'C1', ts: '1.1' }, version: '' };

class Refused extends Error {}
class NoAnswer extends Error {}

/** Receives messages. It can fail: refuse one, or break the connection before or after it took one. */
function receiver() {
  const received: string[] = [];
  const failures: ('refuses' | 'breaks before' | 'breaks after' | 'never answers')[] = [];
  let searches = 0;
  const sending: Sending & { find: () => Promise<string | null> } = {
    async send() {
      const failure = failures.shift();
      if (failure === 'refuses') throw new Refused('invalid message');
      if (failure === 'breaks before') throw new Error('connection reset');
      if (failure === 'never answers') throw new NoAnswer('timed out');
      received.push(`${received.length + 1}.5`);
      if (failure === 'breaks after') throw new Error('connection reset');
      return received.at(-1) ?? '';
    },
    async find() {
      searches += 1;
      return received[0] ?? null;
    },
    wasSent: (error: unknown) =>
      error instanceof Refused ? 'not sent' : error instanceof NoAnswer ? 'perhaps later' : 'perhaps',
  };
  return { received, failures, sending, searches: () => searches };
}

/** How `once` must work on every engine, whatever is killed or fails. */
export function onceContract(name: string, engine: Engine) {
  /** Processes on one inbox, each with its own turns unless they share them. */
  function start() {
    const { inbox, again, clock } = startOn(engine);
    const newProcess = (claims: Claims = again(), inTurn = turnsOfProcess()) => onceWith(claims, inTurn);
    return { inbox, newProcess, clock, ...receiver() };
  }

  /** A run that is killed after it sent: it never gets further. */
  async function killedAfterSending(claims: Claims, sending: Sending) {
    const killed = gate();
    void onceWith({ ...claims, markPosted: killed.run }, turnsOfProcess())(KEY, sending);
    await expect.poll(() => killed.held.length, { timeout: 20_000 }).toBe(1);
  }

  describe(`${name}: once`, () => {
    test('sends, records the ts, and never sends again, in any process', async () => {
      const { inbox, newProcess, received, sending, searches } = start();
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'sent', ts: '1.5' });
      expect(await inbox.findPosted('T1:C1:1.1')).toBe('1.5');
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'recorded', ts: '1.5' });
      expect(await newProcess()(OTHER, sending)).toEqual({ how: 'sent', ts: '2.5' });
      expect(received).toHaveLength(2);
      expect(searches()).toBe(0);
    });

    test('killed between send and record: the next run finds it, records it and sends nothing', async () => {
      const { inbox, newProcess, received, sending, searches } = start();
      await killedAfterSending(inbox, sending);
      expect(await inbox.findPosted('T1:C1:1.1')).toBeNull();
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'found', ts: '1.5' });
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'recorded', ts: '1.5' });
      expect(received).toHaveLength(1);
      expect(searches()).toBe(1);
    });

    test('killed before it could send: the next run looks twice, finds nothing and sends', async () => {
      const { inbox, newProcess, clock, received, sending, searches } = start();
      await inbox.claim('T1:C1:1.1');
      await expect(newProcess()(KEY, sending)).rejects.toMatchObject({ retry: { afterMs: OPEN_MS } });
      clock.ms += OPEN_MS;
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'sent', ts: '1.5' });
      expect(received).toHaveLength(1);
      expect(searches()).toBe(2);
    });

    test('without an answer it looks a second time, later, and finds what came after the first look', async () => {
      const { newProcess, clock, received, failures, sending } = start();
      failures.push('never answers');
      await expect(newProcess()(KEY, sending)).rejects.toThrow('timed out');
      clock.ms += 100;
      const tooEarly = {
        message: expect.stringContaining('may still appear'),
        retry: { afterMs: OPEN_MS - 100 },
      };
      await expect(newProcess()(KEY, sending)).rejects.toMatchObject(tooEarly);
      received.push('late.5');
      clock.ms += OPEN_MS - 100;
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'found', ts: 'late.5' });
      expect(received).toEqual(['late.5']);
    });

    test('each send without an answer is waited for anew', async () => {
      const { newProcess, clock, received, failures, sending } = start();
      failures.push('never answers', 'never answers');
      for (let n = 0; n < 2; n++) {
        await expect(newProcess()(KEY, sending)).rejects.toThrow('timed out');
        await expect(newProcess()(KEY, sending)).rejects.toThrow('may still appear');
        clock.ms += OPEN_MS;
      }
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'sent', ts: '1.5' });
      expect(received).toHaveLength(1);
    });

    test('what cannot be looked for is sent at most twice, however many kills there are', async () => {
      const { inbox, newProcess, received, sending } = start();
      const blind = { ...sending, find: null, send: async () => (await sending.send()) && '' };
      await killedAfterSending(inbox, blind);
      await killedAfterSending(inbox, blind);
      expect(await newProcess()(KEY, blind)).toEqual({ how: 'found', ts: '' });
      expect(await newProcess()(KEY, blind)).toEqual({ how: 'recorded', ts: '' });
      expect(received).toHaveLength(2);
    });

    test('what cannot be looked for is sent again after failures as often as it takes', async () => {
      const { newProcess, received, failures, sending } = start();
      const blind = { ...sending, find: null };
      failures.push('breaks before', 'never answers', 'breaks before', 'refuses');
      for (const message of ['connection reset', 'timed out', 'connection reset', 'invalid message'])
        await expect(newProcess()(KEY, blind)).rejects.toThrow(message);
      expect(await newProcess()(KEY, blind)).toEqual({ how: 'sent', ts: '1.5' });
      expect(received).toHaveLength(1);
    });

    test('what cannot be looked for is sent once more after a kill, then never again', async () => {
      const { inbox, newProcess, received, sending } = start();
      const blind = { ...sending, find: null, send: async () => (await sending.send()) && '' };
      await killedAfterSending(inbox, blind);
      expect(await newProcess()(KEY, blind)).toEqual({ how: 'sent', ts: '' });
      expect(await newProcess()(KEY, blind)).toEqual({ how: 'recorded', ts: '' });
      expect(received).toHaveLength(2);
    });

    test('a clear refusal is passed on and releases the claim: the next run sends without a search', async () => {
      const { newProcess, received, failures, sending, searches } = start();
      failures.push('refuses');
      await expect(newProcess()(KEY, sending)).rejects.toThrow(Refused);
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'sent', ts: '1.5' });
      expect(received).toHaveLength(1);
      expect(searches()).toBe(0);
    });

    test('a refusal is passed on even if its claim cannot be released', async () => {
      const { inbox, newProcess, failures, sending } = start();
      failures.push('refuses');
      const broken = { ...inbox, releaseClaim: () => Promise.reject(new Error('disk full')) };
      await expect(newProcess(broken)(KEY, sending)).rejects.toThrow(Refused);
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'claimed' });
    });

    test.each([
      ['breaks after', 'found'],
      ['breaks before', 'sent'],
    ] as const)('a connection that %s: the next run looks first, and it is %s', async (failure, how) => {
      const { newProcess, received, failures, sending, searches } = start();
      failures.push(failure);
      await expect(newProcess()(KEY, sending)).rejects.toThrow('connection reset');
      expect(await newProcess()(KEY, sending)).toEqual({ how, ts: '1.5' });
      expect(received).toHaveLength(1);
      expect(searches()).toBe(1);
    });

    test('a search that fails sends nothing, and is made again', async () => {
      const { inbox, newProcess, received, failures, sending } = start();
      failures.push('breaks after');
      await expect(newProcess()(KEY, sending)).rejects.toThrow('connection reset');
      const blocked = { ...sending, find: () => Promise.reject(new Refused('not now')) };
      await expect(newProcess()(KEY, blocked)).rejects.toThrow('not now');
      expect(await inbox.isClaimed('T1:C1:1.1')).toBe(true);
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'found', ts: '1.5' });
      expect(received).toHaveLength(1);
    });

    test('two at once in one process: one sends, the other learns of it', async () => {
      const { newProcess, received, sending } = start();
      const once = newProcess();
      const both = await Promise.all([once(KEY, sending), once(KEY, sending)]);
      expect(both.map(({ how }) => how)).toEqual(['sent', 'recorded']);
      expect(received).toHaveLength(1);
    });

    test('two at once in two processes that share their turns: one sends', async () => {
      const { inbox, newProcess, received, sending } = start();
      const turns = turnsOfProcess();
      const both = await Promise.all([
        newProcess(inbox, turns)(KEY, sending),
        newProcess(undefined, turns)(KEY, sending),
      ]);
      expect(both.map(({ how }) => how).sort()).toEqual(['recorded', 'sent']);
      expect(received).toHaveLength(1);
    });

    test('the second waits for its turn even if the first fails; another key does not wait', async () => {
      const { newProcess, received, sending } = start();
      const once = newProcess();
      const slow = gate();
      const first = once(KEY, { ...sending, send: async () => String(await slow.run()) });
      const second = once(KEY, sending);
      expect(await once(OTHER, sending)).toEqual({ how: 'sent', ts: '1.5' });
      expect(slow.held).toHaveLength(1);
      slow.held[0]?.reject(new Refused('after a while'));
      await expect(first).rejects.toThrow('after a while');
      expect(await second).toEqual({ how: 'sent', ts: '2.5' });
      expect(received).toHaveLength(2);
    });

    test('nothing is sent that cannot be claimed; what cannot be recorded is found by the next run', async () => {
      const { inbox, newProcess, received, sending } = start();
      const full = () => Promise.reject(new Error('disk full'));
      await expect(newProcess({ ...inbox, claim: full })(KEY, sending)).rejects.toThrow('disk full');
      expect(received).toHaveLength(0);
      await expect(newProcess({ ...inbox, markPosted: full })(KEY, sending)).rejects.toThrow('disk full');
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'found', ts: '1.5' });
      expect(received).toHaveLength(1);
    });

    test('what was forgotten, because its message was removed, is sent again', async () => {
      const { inbox, newProcess, received, sending, searches } = start();
      await newProcess()(KEY, sending);
      await inbox.forgetPosted('T1:C1:1.1');
      expect(await newProcess()(KEY, sending)).toEqual({ how: 'sent', ts: '2.5' });
      expect(received).toHaveLength(2);
      expect(searches()).toBe(0);
    });
  });
}
