import { eventually } from '../eventually.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { SEED } from '../knowledge/seed.ts';
import type { AttackClass } from './attack.ts';

type Who = { channel: string; user: string };
const GUEST: Who = { channel: 'D0GUEST', user: 'U0GUEST' };
const MEMBER: Who = { channel: 'C0SUPPORT', user: 'U0MEMBER' };
const OTHER: Who = { channel: DM, user: ADMIN };

/** How long somebody waits for a card (ms). */
async function cardMs(stage: Stage, who: Who): Promise<number> {
  const begin = performance.now();
  const ts = await stage.slack.post({ ...who, text: SEED });
  await answersIn(stage, who.channel, ts);
  return performance.now() - begin;
}

/** The same while nobody else asks: the middle of several times. */
async function calmMs(stage: Stage, who: Who): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 7; n++) times.push(await cardMs(stage, who));
  return times.sort((a, b) => a - b)[3] ?? 0;
}

/** Stores posts of one person, all at once. */
async function flood({ inbox, slack }: Stage, posts: number, who: Who): Promise<void> {
  const stored = async () => Object.values(await inbox.counts()).reduce((sum, n) => sum + n, 0);
  const before = await stored();
  for (let n = 0; n < posts; n++) await slack.post({ ...who, text: SEED });
  await eventually(async () => {
    if ((await stored()) < before + posts) throw new Error('not all are stored yet');
  });
}

/** Does somebody else get a card while most of a flood still waits? By hand also: within three times the calm time. */
async function fair(stage: Stage, posts: number, { of, to, whole }: { of: Who; to: Who; whole: boolean }) {
  const calm = await calmMs(stage, to);
  await settled(stage);
  await flood(stage, posts, of);
  const waiting = (await stage.inbox.counts()).pending;
  const ms = await cardMs(stage, to);
  const left = (await stage.inbox.counts()).pending;
  if (left < waiting / 2) return `${waiting - left} of ${waiting} others were answered first`;
  if (whole && ms > 3 * calm) return `the card took ${Math.round(ms)} ms, in calm ${Math.round(calm)} ms`;
  return null;
}

export const floods: AttackClass = {
  name: 'floods',
  least: 3,
  async run(report, { whole }) {
    const posts = whole ? 400 : 60;
    const floodsOf: [string, Who, Who][] = [
      ['of a guest', GUEST, OTHER],
      ['of a member in a channel', MEMBER, OTHER],
    ];
    for (const [name, of, to] of floodsOf) {
      const stage = await startStage();
      report(`${posts} posts ${name}`, await fair(stage, posts, { of, to, whole }));
      await stage.stop();
    }
    const stage = await startStage();
    stage.atlassian.fail('/', { kind: 'hang' });
    report('posts while Atlassian hangs', await fair(stage, posts / 4, { of: MEMBER, to: GUEST, whole }));
    await stage.stop();
  },
};
