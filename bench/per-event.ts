import { diagnose as diagnosed, read, readUnasked, speaksUp } from '../src/answer.ts';
import { cardOf } from '../src/card/card.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { postOf } from '../src/slack/payloads/post.ts';
import { scrub } from '../src/slack/payloads/scrub.ts';
import { slackMessage } from '../src/slack/send/blocks.ts';
import { eventBody } from './event-body.ts';
import { type Figure, quantile } from './figures.ts';

const BOT = { botUserId: 'UBOT', botId: 'BBOT' };
const ROUNDS = 9;
/** Runs of one body one after the other, of which the fastest counts: other programs only ever add to it. */
const RUNS = 5;

type Body = ReturnType<typeof eventBody>;

/** A post that is not answered: it is scrubbed and read. Does the bot stay silent? */
function staysSilent(body: Body, knowledge: Knowledge): boolean {
  const post = postOf(scrub(body).value, BOT);
  return post !== null && !speaksUp(readUnasked(post.text, knowledge), knowledge);
}

/** The whole path from body to Slack blocks, without look-ups. */
async function diagnose(body: Body, knowledge: Knowledge): Promise<void> {
  const post = postOf(scrub(body).value, BOT);
  const found = await diagnosed(read(post?.text ?? '', knowledge), knowledge);
  if (slackMessage(cardOf(found)).blocks.length < 3) throw new Error(`not diagnosed: ${post?.text}`);
}

/** What silence costs, as ratios to JSON.parse of the same body: the median and the 95th percentile over all texts. */
export function costOfSilence(
  knowledge: Knowledge,
  texts: string[],
  goals: { median: number; p95: number },
): Figure[] {
  const bodies = texts.map(eventBody).filter((body) => staysSilent(body, knowledge));
  const median: number[] = [];
  const p95: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const ratios = bodies.map((body) => fastest(() => staysSilent(body, knowledge)) / parsing(body));
    if (round < 0) continue;
    median.push(quantile(ratios, 0.5));
    p95.push(quantile(ratios, 0.95));
  }
  const name = `silence on ${bodies.length} posts`;
  return [
    { name: `${name}, median`, rounds: median, goal: goals.median },
    { name: `${name}, 95th percentile`, rounds: p95, goal: goals.p95 },
  ];
}

/** What a diagnosis costs, likewise: the median over all texts, of each round. */
export async function costOfDiagnosis(texts: string[], knowledge: Knowledge): Promise<number[]> {
  const bodies = texts.map(eventBody);
  const rounds: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const ratios: number[] = [];
    for (const body of bodies) {
      let least = Number.POSITIVE_INFINITY;
      for (let run = 0; run < RUNS; run += 1) {
        const start = performance.now();
        await diagnose(body, knowledge);
        least = Math.min(least, performance.now() - start);
      }
      ratios.push(least / parsing(body));
    }
    if (round >= 0) rounds.push(quantile(ratios, 0.5));
  }
  return rounds;
}

function parsing(body: Body): number {
  const json = JSON.stringify(body);
  return fastest(() => JSON.parse(json));
}

function fastest(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
