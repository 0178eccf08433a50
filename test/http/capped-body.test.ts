import { expect, test } from 'vitest';
import { cappedBody } from '../../src/http/capped-body.ts';

test.each<[string, string | null, string]>([
  ['all of a body of exactly that size', 'ten bytes!', 'ten bytes!'],
  ['nothing of one without a body', null, ''],
  ['letters of several bytes', 'ä€', 'ä€'],
])('gives %s', async (_, body, text) => {
  const bytes = await cappedBody(new Response(body), 10);
  expect(new TextDecoder().decode(bytes ?? undefined)).toBe(text);
});

test('gives nothing of a body that is larger, and receives no more of it', async () => {
  let sent = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(4));
    },
    cancel() {
      cancelled = true;
    },
  });
  expect(await cappedBody(new Response(endless), 10)).toBeNull();
  expect(cancelled).toBe(true);
  expect(sent).toBeLessThan(6);
});

test('rejects when the body breaks off', async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error('closed')) });
  await expect(cappedBody(new Response(broken), 10)).rejects.toThrow('closed');
});
