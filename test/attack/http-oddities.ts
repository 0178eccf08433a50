import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { ADMIN, answersIn, DM, type Stage, startStage } from '../handlers/stage.ts';
import { SEED } from '../knowledge/seed.ts';
import { type AttackClass, randomFrom } from './attack.ts';
import { watchForUncaught } from './uncaught.ts';

type Sent = {
  body?: string | Buffer;
  type?: string;
  /** header lines to add, as they are */
  headers?: string[];
  /** seconds since 1970, as written */
  timestamp?: string;
  secret?: string;
  signature?: string;
  line?: string;
  /** the whole request, instead of all this */
  raw?: string;
};

/** `answers`: the statuses that are right; 0: the connection is closed without one. */
type Oddity = { name: string; answers: number[]; sent: Sent };

const FORM = 'application/x-www-form-urlencoded';
const now = () => Math.floor(Date.now() / 1000);
const nested = (levels: number, open: string, close: string, middle = '1') =>
  `${open.repeat(levels)}${middle}${close.repeat(levels)}`;
const event = (inner: string) => `{"type":"event_callback","event_id":"Ev${Math.random()}","event":${inner}}`;
const message = (extra: string) =>
  event(
    `{"type":"message","channel":"D0ADMIN","channel_type":"im","user":"U0ADMIN","ts":"1.000001","text":"hi",${extra}}`,
  );

/** No part of a request that Slack would not send may stop the server, hang, or get a 5xx that makes Slack send it for ever. */
function oddities(random: () => number): Oddity[] {
  const junk = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const body = (name: string, text: string | Buffer, answers: number[], type?: string): Oddity => ({
    name,
    answers,
    sent: { body: text, ...(type ? { type } : {}) },
  });
  const ping = '{"type":"url_verification","challenge":"c"}';
  return [
    ...['null', 'true', '0', '"text"', '[]', '[1,2]', ' null', '\ufeffnull', '', ' ', '{', '}', '{"a":}'].map(
      (text) => body(`signed ${JSON.stringify(text)}`, text, [400]),
    ),
    body('signed {}', '{}', [200]),
    body('a type that is no text', '{"type":{"a":1}}', [200]),
    body('an event that is null', event('null'), [200]),
    body('an event that is a list', event('[]'), [200]),
    body('an event without a channel', event('{"type":"message"}'), [200]),
    body('blocks that are a number', message('"blocks":7'), [200]),
    body('blocks of nulls', message('"blocks":[null,[null],{"type":null}]'), [200]),
    body('attachments that are an object', message('"attachments":{"a":1}'), [200]),
    body('files of nulls', message('"files":[null,{"id":null}]'), [200]),
    body('edited without a time', message('"edited":{}'), [200]),
    body(
      'authorizations that are a text',
      '{"type":"event_callback","authorizations":"x","event":{}}',
      [200],
    ),
    body('a key __proto__', '{"__proto__":{"type":"event_callback"},"constructor":{"prototype":1}}', [200]),
    body('app_rate_limited', `{"type":"app_rate_limited","minute_rate_limited":${now()}}`, [200]),
    ...[250, 6000, 100_000].flatMap((levels) => [
      body(`lists ${levels} deep`, `{"type":"event_callback","a":${nested(levels, '[', ']')}}`, [200]),
      body(
        `blocks ${levels} deep`,
        message(`"blocks":[${nested(levels, '{"elements":[', ']}', '{"text":"x"}')}]`),
        [200],
      ),
      body(
        `a form ${levels} deep`,
        `payload=${encodeURIComponent(`{"a":${nested(levels, '[', ']')}}`)}`,
        [200],
        FORM,
      ),
    ]),
    ...['null', '7', '"x"', '[]', '', '%', '%ff', 'null%20', '{'].map((text) =>
      body(`payload=${text}`, `payload=${text}`, [200, 400], FORM),
    ),
    body('two payloads', 'payload=%7B%7D&payload=null', [200, 400], FORM),
    body(
      'a form of a thousand fields',
      Array.from({ length: 1000 }, (_, i) => `f${i}=1`).join('&'),
      [200],
      FORM,
    ),
    body(
      'ssl_check with a payload',
      'ssl_check=1&payload=%7B%22type%22%3A%22block_actions%22%7D',
      [200],
      FORM,
    ),
    body('JSON as a form', ping, [200, 400], FORM),
    body('a form as JSON', 'payload=%7B%7D', [400]),
    body('a type with a character set', 'payload=%7B%7D', [400], `${FORM}; charset=utf-8`),
    body('another content type', ping, [200], 'text/html'),
    body(
      'bytes that are no text',
      Buffer.concat([Buffer.from('{"a":"'), junk(200), Buffer.from('"}')]),
      [200, 400, 401],
    ),
    body('5 MB', `{"a":"${'x'.repeat(5_000_000)}"}`, [413]),
    { name: 'a time a day ahead', answers: [401], sent: { body: ping, timestamp: String(now() + 86_400) } },
    {
      name: 'a time six minutes ahead',
      answers: [401],
      sent: { body: ping, timestamp: String(now() + 360) },
    },
    { name: 'a time six minutes ago', answers: [401], sent: { body: ping, timestamp: String(now() - 360) } },
    ...[
      'Infinity',
      '-Infinity',
      '1e999',
      'NaN',
      '',
      ' ',
      '0x7fffffff',
      '99999999999999999999',
      '-1',
      '1,2',
    ].map((time) => ({
      name: `a time ${JSON.stringify(time)}`,
      answers: [400, 401],
      sent: { body: ping, timestamp: time },
    })),
    { name: 'a wrong secret', answers: [401], sent: { body: ping, secret: 'wrong' } },
    ...['', 'v0=', 'v0', 'v1=00', `v0=${'0'.repeat(64)}`, `v0=${'é'.repeat(3)}`, 'v0=v0=v0='].map(
      (signature) => ({
        name: `the signature ${JSON.stringify(signature)}`,
        answers: [401, 400],
        sent: { body: ping, signature },
      }),
    ),
    {
      name: 'no headers at all',
      answers: [401, 400],
      sent: { raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}' },
    },
    {
      name: 'two signatures',
      answers: [401, 400, 200],
      sent: { body: ping, headers: ['x-slack-signature: v0=00'] },
    },
    {
      name: 'two times',
      answers: [401, 400],
      sent: { body: ping, headers: ['x-slack-request-timestamp: 1'] },
    },
    {
      name: 'a strange retry number',
      answers: [200],
      sent: { body: ping, headers: ['x-slack-retry-num: NaN', 'x-slack-retry-reason: \t'] },
    },
    ...[
      '/',
      '//',
      '/slack',
      '/slack/events/',
      '/slack/events/..',
      '/%',
      '/slack/events%00',
      'http://[',
      '*',
      '/slack/../slack/events?x=',
    ].map((path) => ({
      name: `POST ${path}`,
      answers: [200, 400, 401, 404, 500],
      sent: { body: ping, line: `POST ${path} HTTP/1.1` },
    })),
    ...['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'BREW'].map((method) => ({
      name: `${method} /slack/events`,
      answers: [400, 404],
      sent: { body: ping, line: `${method} /slack/events HTTP/1.1` },
    })),
    { name: 'CONNECT', answers: [0, 400, 404], sent: { raw: 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n' } },
    {
      name: 'an upgrade',
      answers: [0, 200, 400, 401],
      sent: { body: ping, headers: ['Connection: Upgrade', 'Upgrade: websocket'] },
    },
    { name: 'no HTTP', answers: [0, 400], sent: { raw: `${junk(300).toString('latin1')}\r\n\r\n` } },
    { name: 'HTTP/0.9', answers: [0, 400, 401], sent: { raw: 'POST /slack/events\r\n\r\n' } },
    {
      name: 'two lengths',
      answers: [400],
      sent: {
        raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      },
    },
    {
      name: 'a length and chunks',
      answers: [400],
      sent: {
        raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      },
    },
    {
      name: 'a negative length',
      answers: [400],
      sent: { raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n' },
    },
    {
      name: 'a bad chunk',
      answers: [0, 400],
      sent: {
        raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n',
      },
    },
    {
      name: 'a folded header',
      answers: [400, 401],
      sent: { raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}' },
    },
    {
      name: 'headers of 100 kB',
      answers: [0, 400, 431],
      sent: { raw: `POST /slack/events HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n` },
    },
    {
      name: 'a body that breaks off',
      answers: [0],
      sent: { raw: 'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"' },
    },
    {
      name: 'a content encoding',
      answers: [400, 401],
      sent: { body: ping, headers: ['Content-Encoding: gzip'], signature: 'v0=00' },
    },
    {
      name: 'Expect: nothing',
      answers: [417, 400, 401, 200],
      sent: { body: ping, headers: ['Expect: nothing'] },
    },
  ];
}

function requestOf(sent: Sent, secret: string): Buffer {
  if (sent.raw !== undefined) return Buffer.from(sent.raw, 'latin1');
  const body = Buffer.from(sent.body ?? '');
  const timestamp = sent.timestamp ?? String(now());
  const mac = createHmac('sha256', sent.secret ?? secret)
    .update(`v0:${Number(timestamp)}:`)
    .update(body.toString());
  const lines = [
    sent.line ?? 'POST /slack/events HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    `Content-Type: ${sent.type ?? 'application/json'}`,
    `Content-Length: ${body.length}`,
    `X-Slack-Request-Timestamp: ${timestamp}`,
    `X-Slack-Signature: ${sent.signature ?? `v0=${mac.digest('hex')}`}`,
    ...(sent.headers ?? []),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** The status of the answer; 0: closed without one; null: nothing in ten seconds. */
function statusOf(port: number, request: Buffer, endsEarly: boolean): Promise<number | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1');
    const done = (status: number | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(status);
    };
    const timer = setTimeout(() => done(null), 10_000);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      if (status) done(Number(status));
    });
    socket.on('error', () => done(0));
    socket.on('close', () => done(0));
    socket.write(request);
    if (endsEarly) setTimeout(() => socket.destroy(), 100);
  });
}

async function answersStill(stage: Stage): Promise<void> {
  const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
  await answersIn(stage, DM, ts);
}

export const httpOddities: AttackClass = {
  name: 'HTTP oddities',
  least: 40,
  async run(report, { seed }) {
    const stage = await startStage({}, true);
    const uncaught = watchForUncaught();
    const port = Number(new URL(stage.eventsUrl ?? '').port);
    try {
      for (const { name, answers, sent } of oddities(randomFrom(seed))) {
        const status = await statusOf(
          port,
          requestOf(sent, stage.slack.signingSecret),
          name === 'a body that breaks off',
        );
        const seen = await uncaught.take();
        report(
          name,
          seen ?? (status !== null && answers.includes(status) ? null : `the answer is ${status}`),
        );
      }
      await answersStill(stage);
    } finally {
      uncaught.stop();
      await stage.stop();
    }
  },
};
