import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, ReceiverEvent } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { openLog } from '../../src/log.ts';
import { httpReceiver } from '../../src/slack/http-receiver.ts';
import { slackLog } from '../../src/slack/slack-log.ts';
import { watchForUncaught } from '../attack/uncaught.ts';

const SECRET = 'a signing secret';
let server: Server | undefined;
afterEach(() => server?.close());

/** The status of the answer to a signed request that `processEvent` handles. */
async function statusWhen(processEvent: (event: ReceiverEvent) => Promise<void>): Promise<number> {
  const receiver = httpReceiver({ signingSecret: SECRET, port: 0, logger: slackLog(openLog('silent')) });
  receiver.init({ processEvent } as unknown as App);
  server = (await receiver.start({ port: 0, host: '127.0.0.1' })) as Server;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', SECRET).update(`v0:${timestamp}:{}`).digest('hex');
  const { status } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, {
    method: 'POST',
    body: '{}',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    },
  });
  return status;
}

it('a request that fails before it is acknowledged gets 503', async () => {
  expect(await statusWhen(() => Promise.reject(new Error('the store is full')))).toBe(503);
});

it('a request that fails after it was acknowledged keeps its answer, and ends nothing', async () => {
  const uncaught = watchForUncaught();
  const status = await statusWhen(async ({ ack }) => {
    await ack();
    throw new Error('late');
  });
  expect(status).toBe(200);
  expect(await uncaught.take()).toBeNull();
  uncaught.stop();
});
