import { existsSync } from 'node:fs';
import { z } from 'zod';

const text = z.string();
/** A list that names nobody would read as "not set", which for some of them means everybody. */
const list = text
  .transform((value) => value.split(/\s*,\s*/).filter(Boolean))
  .refine((named) => named.length > 0, 'is set, but names nothing; name something or leave it out')
  .default([]);
const beginning = (start: string, kind: string) =>
  text.startsWith(start, `must be ${kind}, which begins with "${start}"`).optional();
const whole = (min: number, max: number, kind = 'a whole number') => {
  const message = `must be ${kind} from ${min} to ${max}`;
  return text
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((n) => n >= min && n <= max, message);
};
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);
const port = whole(0, 65_535, 'a port number');
/** Keys and posts go there: unencrypted only within this machine. */
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine(
    (value) => !value.toLowerCase().startsWith('http:') || isLoopback(value),
    'must be an https URL; http is allowed for this machine only (127.0.0.1, localhost, [::1])',
  );

/** Every variable the program reads; `.env.example` explains them, and a test compares the two. */
const environment = z.object({
  SLACK_BOT_TOKEN: beginning('xoxb-', 'a bot token'),
  SLACK_APP_TOKEN: beginning('xapp-', 'an app-level token'),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_API_URL: url
    .refine((value) => value.endsWith('/api/'), 'must end in "/api/"')
    .default('https://slack.com/api/'),
  PORT: port.default(3000),
  ATLASSIAN_ORG_ID: text.optional(),
  ATLASSIAN_API_KEY: text.optional(),
  ATLASSIAN_API_URL: url.default('https://api.atlassian.com'),
  ATLASSIAN_USER_MANAGEMENT_KEY: text.optional(),
  ATLASSIAN_SCIM_DIRECTORY_ID: text.optional(),
  ATLASSIAN_SCIM_TOKEN: text.optional(),
  LOOKUP_USERS: list,
  LOOKUP_USERGROUPS: list,
  OPEN_FACTS_CHANNELS: list,
  LOOKUP_CACHE_SECONDS: whole(0, 3600).default(60),
  LOOKUPS_PER_HOUR: whole(1, 100_000).default(120),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: text.optional(),
  OPENAI_API: oneOf(['responses', 'chat']).optional(),
  OPENAI_TOKENS_PER_USER_DAY: whole(0, 1_000_000_000).default(50_000),
  OPENAI_TOKENS_PER_DAY: whole(0, 1_000_000_000).default(1_000_000),
  TRIAGE_CHANNELS: list,
  QUIET_CHANNELS: list,
  ESCALATE_TO: list,
  BURST_MINUTES: whole(0, 1440).default(0),
  OPT_OUT_MARK: text.default('!nobot'),
  ADMIN_USERS: list,
  DATA_DIR: text.default('./data'),
  KNOWLEDGE_DIR: text.optional(),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_PORT: port.optional(),
  METRICS_HOST: text.default('127.0.0.1'),
});

function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

export type Config = z.infer<typeof environment>;

export const VARIABLES = Object.keys(environment.shape) as (keyof Config)[];

type Environment = Record<string, string | undefined>;

/** The environment of the process, with `.env` from the working directory if there is one. */
export function environmentOfProcess(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** The configuration, or null and every problem at once, without the values. Empty variables count as absent. */
export function readConfig(env: Environment): { config: Config | null; problems: string[] } {
  const present = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const { data = null, error } = environment.safeParse(present);
  const wrong = error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const problems = [...wrong, ...mixtures(present)];
  return { config: problems.length === 0 ? data : null, problems };
}

/** How the bot meets Slack: not at all (the sandbox), over a socket, or over HTTP. With both kinds of credentials: Socket Mode. */
export function slackMode(config: Config): 'sandbox' | 'socket' | 'http' {
  if (!config.SLACK_BOT_TOKEN) return 'sandbox';
  return config.SLACK_APP_TOKEN ? 'socket' : 'http';
}

/** Variables that do not go together. */
function mixtures(env: Environment): string[] {
  const problems: string[] = [];
  const app = env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET;
  if (env.METRICS_PORT && env.METRICS_PORT === (env.PORT ?? '3000'))
    problems.push('METRICS_PORT must differ from PORT');
  if (env.SLACK_BOT_TOKEN && !app)
    problems.push(
      'SLACK_BOT_TOKEN is set, so set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too',
    );
  if (!env.SLACK_BOT_TOKEN && app)
    problems.push(
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set, so set SLACK_BOT_TOKEN too; to start the sandbox, unset all three',
    );
  return problems;
}
