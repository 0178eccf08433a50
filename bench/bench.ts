import { diagnose as diagnosed, read, readUnasked, speaksUp } from '../src/answer.ts';
import { cardOf } from '../src/card/card.ts';
import type { KnownArticle } from '../src/knowledge/article/article.ts';
import { knowledgeOf, loadKnowledge } from '../src/knowledge/knowledge.ts';
import { scrub } from '../src/knowledge/redact/secrets.ts';
import { postOf } from '../src/slack/payloads/post.ts';
import { slackMessage } from '../src/slack/send/blocks.ts';
import { SEED } from '../test/knowledge/seed.ts';
import { eventBody } from './event-body.ts';
import { growths, HIGHEST_EXPONENT } from './growth.ts';

/** `npm run bench`: the cost of staying silent and of diagnosing, as ratios to parsing the same Slack body as JSON. */
const GOALS = { silent: 3, diagnose: 30, growth: 1.5 };
const THOUSANDS = 4000;

const builtIn = loadKnowledge();
const [pattern] = builtIn.articles.filter(({ matches }) => matches.some(({ detail }) => detail));
if (!pattern) throw new Error('no article with a pattern to generate from');
const many = knowledgeOf([
  ...builtIn.articles,
  ...Array.from({ length: THOUSANDS }, (_, i) => generated(pattern, i)),
]);

const chat = eventBody(
  'Morning all, the release went out last night and the dashboards look fine. Who takes the on-call handover at 14:00? I moved the retro to Thursday, same room as last week.',
);
const paste = eventBody(`Since this morning one user does not sync any more, can somebody help?\n${SEED}`);

const results = [
  { name: 'silent, built-in articles', knowledge: builtIn, body: chat, work: silent },
  { name: `silent, ${THOUSANDS} articles more`, knowledge: many, body: chat, work: silent },
  { name: 'diagnose, built-in articles', knowledge: builtIn, body: paste, work: diagnose },
  { name: `diagnose, ${THOUSANDS} articles more`, knowledge: many, body: paste, work: diagnose },
];

/** Each round runs every case, so that a slow moment of the machine affects them alike. */
const ROUNDS = 61;
const CALLS = 400;
const ratios = results.map((): number[] => []);
for (let round = -5; round < ROUNDS; round += 1) {
  for (const [i, { knowledge, body, work }] of results.entries()) {
    const json = JSON.stringify(body);
    const base = time(() => JSON.parse(json));
    const own = await timeAsync(() => work(body, knowledge));
    if (round >= 0) ratios[i]?.push(own / base);
  }
}

const medians = ratios.map((of) => of.sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN);
const line = (name: string, value: number, goal: number) =>
  `${name.padEnd(34)} ${value.toFixed(2).padStart(7)}   goal <= ${goal}   ${value <= goal ? 'met' : 'MISSED'}\n`;
const [silentFew = 0, silentMany = 0, diagnoseFew = 0, diagnoseMany = 0] = medians;
process.stdout.write('medians, as ratios to JSON.parse of the same Slack event body\n');
process.stdout.write(line('silent, built-in articles', silentFew, GOALS.silent));
process.stdout.write(line(`silent, ${THOUSANDS} articles more`, silentMany, GOALS.silent));
process.stdout.write(line('diagnose, built-in articles', diagnoseFew, GOALS.diagnose));
process.stdout.write(line(`diagnose, ${THOUSANDS} articles more`, diagnoseMany, GOALS.diagnose));
process.stdout.write(line('growth of silent', silentMany / silentFew, GOALS.growth));
process.stdout.write(line('growth of diagnose', diagnoseMany / diagnoseFew, GOALS.growth));

const fast = growths().filter(({ exponent }) => exponent > HIGHEST_EXPONENT);
for (const { reader, shape, exponent } of fast)
  process.stdout.write(line(`growth of ${reader}: ${shape}`, exponent, HIGHEST_EXPONENT));

type Body = ReturnType<typeof eventBody>;

/** The cost of a post that is not answered: it is scrubbed and read. */
async function silent(body: Body, _knowledge: typeof builtIn) {
  const post = postOf(scrub(body).value, { botUserId: 'UBOT', botId: 'BBOT' });
  if (!post || speaksUp(readUnasked(post.text))) throw new Error('the chat message must be left alone');
}

/** The whole path from body to Slack blocks, without look-ups. */
async function diagnose(body: Body, knowledge: typeof builtIn) {
  const post = postOf(scrub(body).value, { botUserId: 'UBOT', botId: 'BBOT' });
  const found = await diagnosed(read(post?.text ?? ''), knowledge);
  if (slackMessage(cardOf(found)).blocks.length < 3) throw new Error('the paste must be diagnosed');
}

function time(work: () => void): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i += 1) work();
  return Number(process.hrtime.bigint() - start);
}

async function timeAsync(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i += 1) await work();
  return Number(process.hrtime.bigint() - start);
}

function generated(like: KnownArticle, i: number): KnownArticle {
  const detail = `service fault G${i}x: the attribute attr${i} of this resource was refused`;
  return { ...like, id: `generated-${i}`, file: `generated-${i}.md`, matches: [{ status: 400, detail }] };
}
