import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startAtlassian } from '../../sandbox/atlassian/start.ts';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { type AttackClass, randomFrom } from './attack.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** Who posts where: spoken to in private, watched, spoken to in a channel. */
const PLACES = [
  { channel: 'D0ADMIN', user: 'U0ADMIN', text: SEED },
  { channel: 'C0SUPPORT', user: 'U0MEMBER', text: SEED },
  { channel: 'C0GENERAL', user: 'U0OTHER', text: `<@U0BOT> ${SEED}` },
];

type Posted = { channel: string; user: string; ts: string };

/** Starts the whole program; it is killed with everything it began. */
function startProgram(slack: LocalSlack, env: Record<string, string>, directory: string): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      TRIAGE_CHANNELS: 'C0SUPPORT',
      DATA_DIR: directory,
      ...env,
    },
    stdio: 'ignore',
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** What became of one post after all kills. Its private part may come once more for the kills. */
function whatIsWrong(slack: LocalSlack, { channel, user, ts }: Posted, parts: number): string | null {
  const cards = slack.messages(channel, ts).filter((message) => message.bot_id === slack.botId);
  if (cards.length !== 1) return `${cards.length} answers`;
  if (!String(cards[0]?.text).includes('belongs to another'))
    return `it says ${String(cards[0]?.text).slice(0, 80)}`;
  if (channel.startsWith('D')) return null;
  return parts >= 1 && parts <= 2 ? null : `${user} got ${parts} private parts`;
}

export const kills: AttackClass = {
  name: 'events with kills',
  least: 300,
  async run(report, { seed, whole }) {
    const [events, killed] = whole ? [300, 25] : [9, 2];
    const random = randomFrom(seed);
    const slack = await startSlack({ redeliverAfterMs: 3_000 });
    const atlassian = await startAtlassian();
    const directory = mkdtempSync(join(tmpdir(), 'scim-bot-kills-'));
    const posted: Posted[] = [];
    let child = startProgram(slack, atlassian.settings, directory);
    try {
      for (let n = 0; n < killed; n++) {
        if (n % 4 !== 3)
          await eventually(() => {
            if (slack.connections() === 0) throw new Error('not connected');
          });
        const here = Math.ceil(((n + 1) * events) / killed) - posted.length;
        for (let i = 0; i < here; i++) {
          const place = PLACES[posted.length % PLACES.length] as (typeof PLACES)[number];
          posted.push({ ...place, ts: await slack.post(place) });
          await pause(random() * 60);
        }
        await pause(random() * 1_500);
        await kill(child);
        child = startProgram(slack, atlassian.settings, directory);
      }
      const answered = ({ channel, ts }: Posted) =>
        slack.messages(channel, ts).some((message) => message.bot_id === slack.botId);
      await eventually(() => {
        const open = posted.filter((one) => !answered(one)).length;
        if (open > 0) throw new Error(`${open} are not answered`);
      }, 180_000).catch(() => {});
      // Private parts come after the answers; a claim of a killed run is looked at after half a minute.
      await eventually(() => {
        if (posted.some((one) => whatIsWrong(slack, one, partsOf(slack, one)))) throw new Error('not yet');
      }, 60_000).catch(() => {});
      for (const one of posted)
        report(`the post ${one.ts} in ${one.channel}`, whatIsWrong(slack, one, partsOf(slack, one)));
      const stray = PLACES.flatMap(({ channel }) => slack.messages(channel)).filter(
        (message) => message.bot_id === slack.botId && !message.thread_ts,
      );
      report('nothing lies outside its thread', stray.length === 0 ? null : `${stray.length} messages`);
    } finally {
      await kill(child);
      await slack.close();
      await atlassian.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

const partsOf = (slack: LocalSlack, { channel, user, ts }: Posted) =>
  slack.ephemerals.filter((one) => one.channel === channel && one.user === user && one.thread_ts === ts)
    .length;
