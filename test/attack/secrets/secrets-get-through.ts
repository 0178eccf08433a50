import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, type Stage, settled, startStage } from '../../handlers/stage.ts';
import { says, startModel } from '../../model/local-model.ts';
import { type AttackClass, type Report, randomFrom } from '../attack.ts';
import { CARRIERS } from './carriers.ts';
import { filled, leaked, SECRET_FORMS } from './secret-forms.ts';

/** An error without an article, so that its words are quoted and a model is asked. */
const errorWith = (words: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '418',
    detail: `odd thing with ${words} inside`,
  });

type Sent = { attack: string; secrets: string[] };

/** What left the bot, or stayed in it, by the place where it did. Emptied by looking. */
function sinksOf(stage: Stage, asked: { body: string }[]) {
  const stored: string[] = [];
  const put = stage.inbox.put.bind(stage.inbox);
  stage.inbox.put = async (keys, body) => {
    stored.push(JSON.stringify(body));
    return await put(keys, body);
  };
  let calls = 0;
  let alone = 0;
  return () => {
    const said = stage.slack.calls.slice(calls).filter(({ method }) => !method.endsWith('.info'));
    const told = stage.slack.ephemerals.slice(alone);
    calls = stage.slack.calls.length;
    alone = stage.slack.ephemerals.length;
    const texts: Record<string, unknown> = {
      'the inbox': stored.splice(0),
      'what it said': said,
      'what it said privately': told,
      'the log': stage.log.splice(0),
      'the metrics': [...new Set(stage.outcomes)],
      'the model': asked.splice(0).map(({ body }) => body),
      'its files': filesIn(stage.directory),
    };
    return Object.entries(texts).map(([sink, text]) => [sink, flat(text)] as const);
  };
}

/** As text, with escapes undone: half a secret after an escape is half a secret. */
const flat = (value: unknown) =>
  JSON.stringify(value)
    .replace(/\\+(?=["\\])/g, '')
    .toLowerCase();

function filesIn(directory: string): string[] {
  return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'));
}

async function attackWith(report: Report, seed: number, whole: boolean): Promise<void> {
  const model = await startModel();
  model.answer(says(JSON.stringify({ articles: [], quote: '' })));
  const stage = await startStage({
    ESCALATE_TO: 'C0ESCALATE',
    OPENAI_API_KEY: 'k',
    OPENAI_MODEL: 'm',
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_TOKENS_PER_USER_DAY: '100000000',
    OPENAI_TOKENS_PER_DAY: '100000000',
  });
  const random = randomFrom(seed);
  const sinks = sinksOf(stage, model.asked);
  try {
    for (const [c, carrier] of CARRIERS.entries()) {
      const sent: Sent[] = [];
      for (const [f, form] of SECRET_FORMS.entries()) {
        if (!whole && (f + c) % CARRIERS.length !== 0) continue;
        const { text, secrets } = filled(form, random);
        await carrier.send(stage, `${text}\n${errorWith(text)}`, random);
        sent.push({ attack: `${form} in ${carrier.name}`, secrets });
      }
      await settled(stage);
      await escalateLast(stage);
      await settled(stage);
      const seen = sinks();
      for (const { attack, secrets } of sent) {
        const [sink] = seen.find(([, text]) => leaked(text, secrets)) ?? [];
        report(attack, sink ? `it is in ${sink}` : null);
      }
    }
  } finally {
    await stage.stop();
    model.close();
  }
}

/** Sends the last answer in the channel on. */
async function escalateLast({ slack }: Stage): Promise<void> {
  const card = slack
    .messages('C0SUPPORT')
    .findLast(
      ({ bot_id, blocks }) => bot_id === slack.botId && JSON.stringify(blocks).includes('"escalate"'),
    );
  if (card) await slack.press({ user: ADMIN, channel: 'C0SUPPORT', ts: card.ts, actionId: 'escalate' });
}

export const secretsGetThrough: AttackClass = {
  name: 'secrets that could get through',
  least: 1800,
  run: (report, { seed, whole }) => attackWith(report, seed, whole),
};
