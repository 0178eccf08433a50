import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { startAtlassian } from './atlassian/start.ts';
import { SEED } from './examples.ts';
import { startPage } from './page/start.ts';
import { printedThread } from './printed-thread.ts';
import { startSlack } from './slack/slack.ts';

/** A local Slack workspace and a local Atlassian organisation for the real bot to work in. Both listen on loopback only. */
export type Sandbox = {
  /** the environment variables that point the bot at them */
  settings: Record<
    | 'SLACK_BOT_TOKEN'
    | 'SLACK_APP_TOKEN'
    | 'SLACK_API_URL'
    | 'ATLASSIAN_API_URL'
    | 'ATLASSIAN_ORG_ID'
    | 'ATLASSIAN_API_KEY'
    | 'ATLASSIAN_USER_MANAGEMENT_KEY'
    | 'ATLASSIAN_SCIM_DIRECTORY_ID'
    | 'ATLASSIAN_SCIM_TOKEN'
    | 'DATA_DIR',
    string
  > & { TRIAGE_CHANNELS: string[]; ESCALATE_TO: string[]; LOG_LEVEL: 'warn' };
  /** posts the published error as an admin, prints the thread, then takes more errors from the terminal and the page */
  show(): Promise<void>;
  stop(): Promise<void>;
};

/** Longer than the gaps in a paste, which a terminal delivers at once; shorter than a person takes to type the next line. */
const PAUSE_MS = 300;

const ADMIN = 'U0ADMIN';
const ADMIN_DM = 'D0ADMIN';
const TRIAGE = ['C0SUPPORT'];

/** Starts both stand-ins. The caller starts the bot with `settings`, just as it would against the real services. */
export async function startSandbox(pagePort: number): Promise<Sandbox> {
  const slack = await startSlack();
  const atlassian = await startAtlassian();
  const data = mkdtempSync(join(tmpdir(), 'scim-support-bot-'));
  const paste = async (text: string, channel = ADMIN_DM, user = ADMIN) => {
    const ts = await slack.post({ channel, user, text });
    const answered = await slack
      .waitFor(channel, ts, (thread) => thread.some((message) => message.user === slack.botUserId), 10_000)
      .catch(() => slack.messages(channel, ts));
    return printedThread(answered, slack.botUserId);
  };
  const page = await startPage(pagePort, { slack, atlassian, triage: TRIAGE }, paste);
  return {
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      ...atlassian.settings,
      TRIAGE_CHANNELS: TRIAGE,
      ESCALATE_TO: ['C0ESCALATE'],
      DATA_DIR: data,
      LOG_LEVEL: 'warn',
    },
    async show() {
      print(
        `The sandbox is running: a local Slack and a local Atlassian organisation. No real account is involved.\n\nAn admin pastes the published error into a direct message:\n`,
      );
      print(await paste(SEED));
      print(
        `\nTo paste more errors, open ${page.url}, or type one here and end it with an empty line. Press Ctrl+C to stop.\n`,
      );
      for await (const text of pastesFrom(process.stdin)) print(await paste(text));
    },
    async stop() {
      await page.close();
      await slack.close();
      await atlassian.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The pastes typed into `input`. A paste may contain empty lines: it ends at an empty line followed by a pause. */
async function* pastesFrom(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let lines: string[] = [];
  const read = createInterface({ input })[Symbol.asyncIterator]();
  let next = read.next();
  for (;;) {
    const waiting = lines.length > 0 && lines.at(-1)?.trim() === '';
    const line = await (waiting ? Promise.race([next, pause(PAUSE_MS, null)]) : next);
    if (line !== null && !line.done) {
      if (lines.length > 0 || line.value.trim() !== '') lines.push(line.value);
      next = read.next();
      continue;
    }
    if (lines.length > 0) yield lines.join('\n').trimEnd();
    lines = [];
    if (line?.done) return;
  }
}

function print(text: string) {
  process.stdout.write(`${text}\n`);
}
