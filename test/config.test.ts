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
      "SLACK_BOT_TOKEN must be a bot token, which begins with "xoxb-"
      SLACK_API_URL must end in "/api/"
      PORT must be a port number from 0 to 65535
      LOG_LEVEL must be one of fatal, error, warn, info, debug, silent
      SLACK_BOT_TOKEN is set, so set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too"
    `);
  });

  it.each([
    [{ METRICS_PORT: '3000' }, 'METRICS_PORT must differ from PORT'],
    [{ PORT: '8080', METRICS_PORT: ' 8080' }, 'METRICS_PORT must differ from PORT'],
    [{ PORT: '65536' }, 'PORT must be a port number from 0 to 65535'],
    [{ LOOKUPS_PER_HOUR: '0' }, 'LOOKUPS_PER_HOUR must be a whole number from 1 to 100000'],
    [{ BURST_MINUTES: '1.5' }, 'BURST_MINUTES must be a whole number from 0 to 1440'],
    [{ LOOKUP_USERS: ',' }, 'LOOKUP_USERS is set, but names nothing; name something or leave it out'],
    [{ ADMIN_USERS: ' , ,' }, 'ADMIN_USERS is set, but names nothing; name something or leave it out'],
    ...[
      'http://example.com',
      'HTTP://10.0.0.1/v1',
      'http://localhost.example.com',
      'http://127.0.0.1.example.com',
    ].map((value): [Record<string, string>, string] => [
      { OPENAI_BASE_URL: value },
      'OPENAI_BASE_URL must be an https URL; http is allowed for this machine only (127.0.0.1, localhost, [::1])',
    ]),
    [{ OPENAI_BASE_URL: 'ftp://example.com' }, 'OPENAI_BASE_URL must be an http or https URL'],
  ])('%o is refused', (env, problem) => {
    expect(readConfig(env)).toEqual({ config: null, problems: [problem] });
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:1/', 'http://[::1]:2', 'https://example.com'])(
    '%s is a good address',
    (value) => {
      expect(readConfig({ ATLASSIAN_API_URL: value }).problems).toEqual([]);
    },
  );

  it('lists are split and trimmed', () => {
    expect(readConfig({ TRIAGE_CHANNELS: 'C1, C2 ,' }).config?.TRIAGE_CHANNELS).toEqual(['C1', 'C2']);
  });
});
