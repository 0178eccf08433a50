import type { Fault } from '../../sandbox/slack/faults.ts';
import { eventually } from '../eventually.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { SEED } from '../knowledge/seed.ts';
import type { AttackClass, Report } from './attack.ts';
import { watchForUncaught } from './uncaught.ts';

/** Every Web API method that the bot calls. */
const METHODS = [
  'views.open',
  'views.publish',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.update',
  'chat.getPermalink',
  'conversations.open',
  'conversations.info',
  'conversations.members',
  'conversations.replies',
  'conversations.history',
  'users.info',
  'usergroups.users.list',
  'files.info',
  'reactions.add',
  'reactions.remove',
];

const QUICK: Record<string, Fault> = {
  'rate limit': { status: 429, retryAfter: 30 },
  'rate limit without a time': { status: 429 },
  'status 500': { status: 500 },
  'status 503': { status: 503 },
  internal_error: { error: 'internal_error' },
  fatal_error: { error: 'fatal_error' },
  token_revoked: { error: 'token_revoked' },
  missing_scope: { error: 'missing_scope' },
  expired_trigger_id: { error: 'expired_trigger_id' },
  'an unknown code': { error: 'as_yet_unheard_of' },
  'reset before': { reset: 'before' },
  'reset after': { reset: 'after' },
  'a page of HTML': { text: '<!doctype html><title>Slack</title>' },
  'an empty answer': { text: '' },
  null: { text: 'null' },
};
/** Tried on one method at a time too. */
const SINGLY = ['rate limit', 'token_revoked'];
/** What `npm test` tries. */
const FEW = ['rate limit', 'status 503', 'token_revoked', 'reset before', 'null'];
const SLOW: Record<string, Fault> = { 'hang before': { hang: 'before' }, 'hang after': { hang: 'after' } };

type Request = { name: string; payload: Record<string, unknown>; type?: 'slash_commands' | 'interactive' };

/** Nobody answers there. */
const DEAD = 'http://127.0.0.1:1/response';
const CHANNEL = 'C0SUPPORT';

/** What is handled at once: what opens a form, what has no id, and, while nothing can be stored, everything but events. */
function requestsAt(stage: Stage, card: { ts: string; value: string }): Request[] {
  const user = { id: ADMIN };
  const press = (action_id: string, trigger_id: string, more: object = {}) => ({
    name: `press ${action_id}${trigger_id ? '' : ' without an id'}`,
    payload: {
      type: 'block_actions',
      trigger_id,
      user,
      team: { id: stage.slack.teamId },
      response_url: DEAD,
      channel: { id: CHANNEL },
      container: { message_ts: card.ts },
      message: { ts: card.ts, thread_ts: card.ts },
      actions: [{ action_id, block_id: 'b', type: 'button', value: card.value }],
      ...more,
    },
  });
  const command = (text: string, trigger_id: string): Request => ({
    name: `/scim ${text}${trigger_id ? '' : ' without an id'}`,
    type: 'slash_commands',
    payload: {
      command: '/scim',
      text,
      user_id: ADMIN,
      channel_id: CHANNEL,
      response_url: DEAD,
      trigger_id,
      team_id: stage.slack.teamId,
    },
  });
  const shortcut = {
    type: 'message_action',
    callback_id: 'diagnose_message',
    trigger_id: '',
    user,
    team: { id: stage.slack.teamId },
    channel: { id: CHANNEL },
    message: { ts: '1.000001', text: SEED },
    message_ts: '1.000001',
    response_url: DEAD,
  };
  const form = (callback_id: string, private_metadata: string) => ({
    name: `form ${callback_id}`,
    payload: {
      type: 'view_submission',
      user,
      team: { id: stage.slack.teamId },
      view: {
        id: '',
        type: 'modal',
        callback_id,
        private_metadata,
        state: { values: { error: { error: { type: 'plain_text_input', value: SEED } } } },
      },
    },
  });
  const about = JSON.stringify({ channel: CHANNEL, threadTs: card.ts, ref: JSON.parse(card.value) });
  return [
    command('', 'trigger'),
    press('modal:still_stuck', 'trigger'),
    press('modal:channel_settings', 'trigger'),
    press('modal:channel_settings', 'trigger', { channel: undefined, container: {}, message: undefined }),
    press('modal:unheard_of', 'trigger'),
    ...['solved', 'check_again', 'escalate', 'support_pack', 'show_all'].map((id) => press(id, '')),
    command(SEED, ''),
    command('help', ''),
    { name: 'the message menu', payload: shortcut },
    form('paste', JSON.stringify({ channel: CHANNEL, responseUrl: DEAD })),
    form('paste', 'not JSON'),
    form('still_stuck', about),
    form('channel_settings', JSON.stringify({ channel: CHANNEL })),
  ];
}

/** Sends a request and waits until it has been handled, well or badly. */
async function handled(stage: Stage, { payload, type }: Request, patienceMs: number): Promise<boolean> {
  const before = stage.outcomes.length;
  await stage.slack.interact(payload, type);
  const done = () => {
    if (stage.outcomes.length === before) throw new Error('not yet');
  };
  return await eventually(done, patienceMs).then(
    () => true,
    () => false,
  );
}

async function attackOneMode(http: boolean, report: Report, whole: boolean): Promise<void> {
  const stage = await startStage({ ESCALATE_TO: 'C0ESCALATE' }, http);
  const uncaught = watchForUncaught();
  const mode = http ? 'HTTP' : 'Socket Mode';
  try {
    const ts = await stage.slack.post({ channel: CHANNEL, user: ADMIN, text: SEED });
    await answersIn(stage, CHANNEL, ts);
    await settled(stage);
    const source = { channel: CHANNEL, ts, threadTs: ts };
    const value = JSON.stringify({ v: 1, source, kept: null, article: 'email-held-by-another-account' });
    for (const request of requestsAt(stage, { ts, value })) {
      for (const [fault, how] of Object.entries(QUICK).filter(([name]) => whole || FEW.includes(name))) {
        for (const method of whole && SINGLY.includes(fault) ? ['all', ...METHODS] : ['all']) {
          for (const one of method === 'all' ? METHODS : [method]) stage.slack.fail(one, how, 50);
          const ended = await handled(stage, request, 20_000);
          stage.slack.mend();
          const seen = await uncaught.take();
          report(
            `${mode}: ${request.name}, ${method} ${method === 'all' ? 'methods fail' : 'fails'} with ${fault}`,
            seen ?? (ended ? null : 'it is neither done nor counted as failed'),
          );
        }
      }
    }
    if (whole)
      await attackSlowly(stage, requestsAt(stage, { ts, value }), (name, what) =>
        report(`${mode}: ${name}`, what),
      );
    const after = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await answersIn(stage, DM, after);
  } finally {
    uncaught.stop();
    await stage.stop();
  }
}

/** Calls that never end take the client ten seconds, so these requests run side by side. */
async function attackSlowly(stage: Stage, requests: Request[], report: Report): Promise<void> {
  const uncaught = watchForUncaught();
  for (const [fault, how] of Object.entries(SLOW)) {
    for (const method of METHODS) stage.slack.fail(method, how, 500);
    const before = stage.outcomes.length;
    await Promise.all(requests.map(({ payload, type }) => stage.slack.interact(payload, type)));
    await eventually(() => {
      if (stage.outcomes.length < before + requests.length) throw new Error('not all ended');
    }, 120_000).catch(() => {});
    stage.slack.mend();
    const seen = await uncaught.take();
    const ended = stage.outcomes.length - before;
    for (const [i, { name }] of requests.entries())
      report(`${name}, all methods fail with ${fault}`, seen ?? (i < ended ? null : 'it never ends'));
  }
  uncaught.stop();
}

export const endsTheProcess: AttackClass = {
  name: 'requests that could end the process',
  least: 500,
  async run(report, { whole }) {
    for (const http of [true, false]) await attackOneMode(http, report, whole);
  },
};
