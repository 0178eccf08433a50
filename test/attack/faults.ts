import type { Fault } from '../../sandbox/slack/faults.ts';
import { eventually } from '../eventually.ts';
import { ADMIN, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { SEED } from '../knowledge/seed.ts';
import type { AttackClass } from './attack.ts';

/** What happened although something failed; null: what should. */
type Scenario = (stage: Stage) => Promise<string | null>;

const HOUR_MS = 3_600_000;
const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';
const OTHER = SEED.replace('409', '401').replace('already exists', 'is not authorised');

/** Where somebody posts: spoken to in private, watched, spoken to in a channel. */
const PLACES = {
  'a direct message': { channel: DM, user: ADMIN, text: SEED },
  'a watched channel': { channel: SUPPORT, user: MEMBER, text: SEED },
  'a mention': { channel: 'C0GENERAL', user: MEMBER, text: `<@U0BOT> ${SEED}` },
};
type Place = keyof typeof PLACES;

const own = ({ slack }: Stage, channel: string) =>
  slack.messages(channel).filter((message) => message.bot_id === slack.botId);
const inThread = (stage: Stage, channel: string, ts: string) =>
  own(stage, channel).filter((message) => message.thread_ts === ts);
const alone = ({ slack }: Stage, user: string) => slack.ephemerals.filter((one) => one.user === user);
const called = ({ slack }: Stage, method: string) =>
  slack.calls.filter((call) => call.method === method).length;
const needs = (holds: boolean, otherwise: string) => (holds ? null : otherwise);

/** Lets the clock run while something fails, until so much of its time has passed. */
async function passWhileFailing(stage: Stage, wholeMs: number): Promise<void> {
  const steps = 10;
  for (let n = 0; n < steps; n++) {
    stage.pass(wholeMs / steps);
    // The worker looks every second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  }
}

/** Lets jobs that wait for Slack come due at once. */
async function settledSoon(stage: Stage): Promise<void> {
  const hurry = setInterval(() => stage.pass(5_000), 200);
  await settled(stage).finally(() => clearInterval(hurry));
}

/** One card in the thread, and nothing of ours anywhere else. */
function oneCard(stage: Stage, place: Place, ts: string): string | null {
  const { channel, user } = PLACES[place];
  const cards = inThread(stage, channel, ts);
  if (cards.length !== 1) return `${cards.length} answers`;
  if (!String(cards[0]?.text).includes('belongs to another'))
    return `it says ${String(cards[0]?.text).slice(0, 80)}`;
  if (own(stage, channel).length !== 1) return 'something lies outside the thread';
  const parts = alone(stage, user).length;
  return needs(parts === (channel === DM ? 0 : 1), `${parts} private parts`);
}

function failing(method: string, fault: Fault, times: number, place: Place): Scenario {
  return async (stage) => {
    stage.slack.fail(method, fault, times);
    const ts = await stage.slack.post(PLACES[place]);
    await eventually(() => {
      if (called(stage, method) === 0) throw new Error('not yet');
    });
    await settledSoon(stage);
    return oneCard(stage, place, ts);
  };
}

function outage(hours: number, place: Place): Scenario {
  return async (stage) => {
    for (const method of ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'conversations.replies'])
      stage.slack.fail(method, { status: 503 }, 100_000);
    const ts = await stage.slack.post(PLACES[place]);
    await passWhileFailing(stage, hours * HOUR_MS);
    stage.slack.mend();
    await settledSoon(stage);
    if (hours < 24) return oneCard(stage, place, ts);
    const [told] = inThread(stage, PLACES[place].channel, ts);
    return needs(String(told?.text).includes('could not answer'), 'nobody is told that it failed for good');
  };
}

const DELETIONS: Record<string, Scenario> = {
  'deleted before its answer': async (stage) => {
    stage.slack.fail('users.info', { delayMs: 800 }, 5);
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await eventually(() => {
      if (called(stage, 'users.info') === 0) throw new Error('not yet');
    });
    await stage.slack.remove({ channel: SUPPORT, ts });
    await settledSoon(stage);
    if (called(stage, 'chat.postMessage') > 0) return 'it is answered for a moment';
    return needs(own(stage, SUPPORT).length + alone(stage, MEMBER).length === 0, 'it is answered');
  },
  'deleted while its answer waits for a rate limit': async (stage) => {
    stage.slack.fail('chat.postMessage', { status: 429, retryAfter: 2 });
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await eventually(() => {
      if (called(stage, 'chat.postMessage') === 0) throw new Error('not yet');
    });
    await stage.slack.remove({ channel: SUPPORT, ts });
    await settledSoon(stage);
    return needs(own(stage, SUPPORT).length + alone(stage, MEMBER).length === 0, 'it is answered');
  },
  'deleted while Slack takes its answer': async (stage) => {
    stage.slack.fail('chat.postMessage', { delayMs: 600 });
    const ts = await stage.slack.post(PLACES['a direct message']);
    await eventually(() => {
      if (called(stage, 'chat.postMessage') === 0) throw new Error('not yet');
    });
    await stage.slack.remove({ channel: DM, ts });
    await settledSoon(stage);
    return needs(own(stage, DM).length === 0, 'the answer stays');
  },
  'deleted, which the bot is not told': async (stage) => {
    stage.slack.fail('chat.postMessage', { status: 503 });
    const ts = await stage.slack.post(PLACES['a watched channel']);
    stage.slack.vanish({ channel: SUPPORT, ts });
    await settledSoon(stage);
    return needs(
      own(stage, SUPPORT).length + alone(stage, MEMBER).length === 0,
      'something is left in the channel',
    );
  },
  'deleted, which the bot is not told, and its stray answer cannot be removed at first': async (stage) => {
    stage.slack.fail('users.info', { delayMs: 800 }, 5);
    stage.slack.fail('chat.delete', { status: 503 });
    const ts = await stage.slack.post(PLACES['a watched channel']);
    stage.slack.vanish({ channel: SUPPORT, ts });
    await settledSoon(stage);
    return needs(own(stage, SUPPORT).length === 0, 'something is left in the channel');
  },
  'deleted, and the deletion overtakes it': async (stage) => {
    const ts = '1764000000.000900';
    const event = { type: 'message', channel: DM, channel_type: 'im', user: ADMIN, text: SEED, ts };
    const deletion = {
      type: 'message',
      subtype: 'message_deleted',
      channel: DM,
      channel_type: 'im',
      ts: '1764000001.000100',
      deleted_ts: ts,
      previous_message: event,
    };
    const envelope = { type: 'event_callback', team_id: stage.slack.teamId };
    await stage.slack.deliver({ ...envelope, event_id: 'EvDeleted', event: deletion });
    await settled(stage);
    await stage.slack.deliver({ ...envelope, event_id: 'EvPosted', event });
    await settledSoon(stage);
    return needs(own(stage, DM).length === 0, 'it is answered');
  },
  'deleted after its answer': async (stage) => {
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await settled(stage);
    await stage.slack.remove({ channel: SUPPORT, ts });
    await settledSoon(stage);
    return needs(own(stage, SUPPORT).length === 0, 'its card stays and quotes it');
  },
};

const CHANGES: Record<string, Scenario> = {
  'changed while it is unclear whether its answer was taken': async (stage) => {
    stage.slack.fail('chat.postMessage', { reset: 'after' });
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await stage.slack.edit(SUPPORT, ts, OTHER);
    await settledSoon(stage);
    const cards = inThread(stage, SUPPORT, ts);
    if (cards.length !== 1) return `${cards.length} answers`;
    return needs(!String(cards[0]?.text).includes('belongs to another'), 'the card is about the old words');
  },
  'changed while its private part is looked up': async (stage) => {
    stage.atlassian.fail('/', { kind: 'hang' });
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await eventually(() => {
      if (inThread(stage, SUPPORT, ts).length === 0) throw new Error('not yet');
    });
    await stage.slack.edit(SUPPORT, ts, SEED.replace('example@', 'synced@'));
    await settledSoon(stage);
    const parts = alone(stage, MEMBER);
    if (parts.length !== 1) return `${parts.length} private parts`;
    return needs(inThread(stage, SUPPORT, ts).length === 1, 'not one answer');
  },
  'changed into talk while its answer waits': async (stage) => {
    stage.slack.fail('chat.postMessage', { status: 503 }, 2);
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await stage.slack.edit(SUPPORT, ts, 'never mind');
    await settledSoon(stage);
    return needs(own(stage, SUPPORT).length === 0, 'the old words are answered');
  },
};

/** A post with words that are an error, and a file that Slack does not deliver. */
function unreadable(method: string, fault: Fault, place: Place): Scenario {
  return async (stage) => {
    stage.slack.fail(method, fault, 100_000);
    const file = stage.slack.addFile({ mode: 'hosted', name: 'log.txt', content: 'nothing in here' });
    const ts = await stage.slack.post({ ...PLACES[place], files: [file] });
    const [card] = await eventually(() => {
      const cards = inThread(stage, PLACES[place].channel, ts);
      if (cards.length === 0) throw new Error('not yet');
      return cards;
    }, 30_000).catch(() => []);
    if (!card) return 'the words are not answered';
    if (!JSON.stringify(card).includes('could not read'))
      return 'the card does not say that the file was not read';
    stage.slack.mend();
    await settledSoon(stage);
    const [later, ...more] = inThread(stage, PLACES[place].channel, ts);
    if (more.length > 0) return 'two answers';
    return needs(
      !JSON.stringify(later).includes('could not read'),
      'the card still says that the file was not read',
    );
  };
}

const OTHERS: Record<string, Scenario> = {
  'a channel that takes one post a second': async (stage) => {
    stage.slack.limit(SUPPORT, 1_000);
    const posts = 8;
    for (let n = 0; n < posts; n++) await stage.slack.post(PLACES['a watched channel']);
    await settled(stage);
    if (own(stage, SUPPORT).length !== posts)
      return `${own(stage, SUPPORT).length} answers to ${posts} posts`;
    const calls = called(stage, 'chat.postMessage');
    return needs(calls <= posts * 1.5 + 2, `${calls} calls for ${posts} posts`);
  },
  'a poisonous post beside good ones': async (stage) => {
    const good: string[] = [];
    for (let n = 0; n < 3; n++) good.push(await stage.slack.post(PLACES['a watched channel']));
    const poison = JSON.stringify({ channel: 1 });
    await stage.slack.interact({
      type: 'view_submission',
      user: { id: MEMBER },
      view: { id: 'V1', callback_id: 'paste', private_metadata: `${poison}x`, state: { values: {} } },
    });
    stage.pass(HOUR_MS);
    await settledSoon(stage);
    return needs(
      good.every((ts) => inThread(stage, SUPPORT, ts).length === 1),
      'a good post has no answer',
    );
  },
  'a re-run removes no mark that was never set': async (stage) => {
    stage.slack.fail('chat.postMessage', { status: 503 }, 3);
    await stage.slack.post(PLACES['a direct message']);
    await settledSoon(stage);
    return needs(
      called(stage, 'reactions.remove') === 0,
      `${called(stage, 'reactions.remove')} calls of reactions.remove`,
    );
  },
  'users.info fails for an hour': async (stage) => {
    stage.slack.fail('users.info', { status: 503 }, 100_000);
    const ts = await stage.slack.post(PLACES['a watched channel']);
    await passWhileFailing(stage, HOUR_MS);
    stage.slack.mend();
    await settledSoon(stage);
    return oneCard(stage, 'a watched channel', ts);
  },
};

/** By name; those that need more than a few seconds only by hand. */
function scenarios(whole: boolean): [string, Scenario][] {
  const places = Object.keys(PLACES) as Place[];
  const quick: Record<string, [Fault, number]> = {
    'status 503, six times': [{ status: 503 }, 6],
    'a reset before': [{ reset: 'before' }, 2],
    'a reset after': [{ reset: 'after' }, 1],
    'internal_error, kept': [{ error: 'internal_error', kept: true }, 1],
    'fatal_error, kept': [{ error: 'fatal_error', kept: true }, 1],
    'service_unavailable, kept': [{ error: 'service_unavailable', kept: true }, 1],
    'request_timeout, kept': [{ error: 'request_timeout', kept: true }, 1],
    'internal_error, not kept': [{ error: 'internal_error' }, 2],
    'a page of HTML': [{ text: '<html>' }, 2],
    'a rate limit': [{ status: 429, retryAfter: 1 }, 2],
  };
  const slow: Record<string, [Fault, number]> = {
    'a time-out': [{ hang: 'before' }, 1],
    'a time-out, kept': [{ hang: 'after' }, 1],
    'a time-out, kept after we looked': [{ hang: 'after', keptAfterMs: 14_000 }, 1],
  };
  const posting = places.flatMap((place) =>
    Object.entries(quick).map(([name, [fault, times]]): [string, Scenario] => [
      `${place}, posting: ${name}`,
      failing('chat.postMessage', fault, times, place),
    ]),
  );
  const asking = Object.entries(quick)
    .filter(([name]) => !name.includes('kept'))
    .map(([name, [fault, times]]): [string, Scenario] => [
      `asking who somebody is: ${name}`,
      failing('users.info', fault, times, 'a watched channel'),
    ]);
  const files: [string, Scenario][] = [
    ['files.info: status 503', unreadable('files.info', { status: 503 }, 'a direct message')],
    ['files.info: a reset', unreadable('files.info', { reset: 'before' }, 'a watched channel')],
    [
      'files.info: a rate limit',
      unreadable('files.info', { status: 429, retryAfter: 1 }, 'a watched channel'),
    ],
  ];
  const named = [
    ...Object.entries(DELETIONS),
    ...Object.entries(CHANGES),
    ...Object.entries(OTHERS),
    ...files,
  ];
  const few = [...named, ...posting.filter((_, i) => i % 4 === 0)];
  if (!whole) return few;
  return [
    ...named,
    ...posting,
    ...asking,
    ...places.map((place): [string, Scenario] => [`an outage of an hour, ${place}`, outage(1, place)]),
    ['an outage of 30 hours, a direct message', outage(30, 'a direct message')],
    ...Object.entries(slow).map(([name, [fault, times]]): [string, Scenario] => [
      `a direct message, posting: ${name}`,
      slowly(fault, times),
    ]),
  ];
}

/** Here the clock runs as it does, since Slack's does too. */
function slowly(fault: Fault, times: number): Scenario {
  return async (stage) => {
    stage.slack.fail('chat.postMessage', fault, times);
    const ts = await stage.slack.post(PLACES['a direct message']);
    await eventually(() => {
      if (called(stage, 'chat.postMessage') === 0) throw new Error('not yet');
    });
    await settled(stage);
    return oneCard(stage, 'a direct message', ts);
  };
}

export const faults: AttackClass = {
  name: 'faults',
  least: 30,
  async run(report, { whole }) {
    for (const [name, scenario] of scenarios(whole)) {
      const stage = await startStage();
      report(name, await scenario(stage).catch((error) => `it broke off: ${error}`));
      await stage.stop();
    }
  },
};
