import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, slackMode, VARIABLES } from '../src/config.ts';

const bot = ['xoxb', 'test'].join('-');
const app = ['xapp', 'test'].join('-');

describe('configuration', () => {
  it('.env.example contains every variable, and no other', () => {
    const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');
    const named = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([...VARIABLES].sort());
  });

  it('nothing set: the sandbox, with defaults', () => {
    const { config } = readConfig({ SLACK_BOT_TOKEN: ' ' });
    expect(config).toMatchObject({
      PORT: 3000,
      DATA_DIR: './data',
      TRIAGE_CHANNELS: [],
      SLACK_API_URL: 'https://slack.com/api/',
    });
    expect(config && slackMode(config)).toBe('sandbox');
  });

  it.each([
    [{ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }, 'socket'],
    [{ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 's' }, 'http'],
    [{ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: 's' }, 'socket'],
  ])('%o is %s', (env, mode) => {
    const { config } = readConfig(env);
    expect(config && slackMode(config)).toBe(mode);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: bot }],
    [{ SLACK_APP_TOKEN: app }],
    [{ SLACK_SIGNING_SECRET: 's' }],
    [{ SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: 's' }],
  ])('the mixture %o is an error', (env) => {
    expect(readConfig(env).config).toBeNull();
  });

  it('every problem is listed at once, without the values', () => {
    const { problems } = readConfig({
      SLACK_BOT_TOKEN: 'hush',
      PORT: 'many',
      LOG_LEVEL: 'loud',
      SLACK_API_URL: 'https://slack.com',
    });
    expect(problems.join('\n')).toMatchInlineSnapshot(`
      "SLACK_BOT_TOKEN: expected a bot token, beginning with "xoxb-"
      SLACK_API_URL: expected a URL ending in "/api/"
      PORT: expected a port number
      LOG_LEVEL: expected fatal, error, warn, info, debug or silent
      SLACK_APP_TOKEN: expected (Socket Mode), or SLACK_SIGNING_SECRET (HTTP), because SLACK_BOT_TOKEN is set"
    `);
  });

  it('lists are split and trimmed', () => {
    expect(readConfig({ TRIAGE_CHANNELS: 'C1, C2 ,' }).config?.TRIAGE_CHANNELS).toEqual(['C1', 'C2']);
  });
});
