import { existsSync } from 'node:fs';
import { z } from 'zod';

const text = z.string().trim().min(1);
const list = text
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .default([]);
const port = z
  .string()
  .trim()
  .regex(/^\d+$/, 'a port number')
  .transform(Number)
  .pipe(z.int().min(0).max(65_535));
const count = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.int().min(min, `a number from ${min}`).max(max, `a number up to ${max}`));
const url = z.url({ protocol: /^https?$/, error: 'an http or https URL' });

/** Every variable the program reads; `.env.example` explains them, a test compares the two. */
const environment = z.object({
  SLACK_BOT_TOKEN: z.string().trim().startsWith('xoxb-', 'a bot token, beginning with "xoxb-"').optional(),
  SLACK_APP_TOKEN: z
    .string()
    .trim()
    .startsWith('xapp-', 'an app-level token, beginning with "xapp-"')
    .optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_API_URL: url
    .refine((value) => value.endsWith('/api/'), 'a URL ending in "/api/"')
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
  LOOKUP_CACHE_SECONDS: count(0, 3600).default(60),
  LOOKUPS_PER_HOUR: count(1, 100_000).default(120),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: text.optional(),
  OPENAI_API: z.enum(['responses', 'chat'], 'responses or chat').optional(),
  OPENAI_TOKENS_PER_USER_DAY: count(0, 1_000_000_000).default(50_000),
  OPENAI_TOKENS_PER_DAY: count(0, 1_000_000_000).default(1_000_000),
  TRIAGE_CHANNELS: list,
  QUIET_CHANNELS: list,
  ESCALATE_TO: list,
  BURST_MINUTES: count(0, 1440).default(0),
  OPT_OUT_MARK: text.default('!nobot'),
  ADMIN_USERS: list,
  DATA_DIR: text.default('./data'),
  KNOWLEDGE_DIR: text.optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'fatal, error, warn, info, debug or silent')
    .default('info'),
  METRICS_PORT: port.optional(),
});

export type Config = z.infer<typeof environment>;

export const VARIABLES = Object.keys(environment.shape) as (keyof Config)[];

/** How the bot meets Slack: not at all (the sandbox), over a socket, or over HTTP. */
export type SlackMode = 'sandbox' | 'socket' | 'http';

/** The process's environment, completed from `.env` in the working directory where that exists. */
export function environmentOfProcess(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * The environment (a parameter, so that tests need none) -> the configuration, or null and every problem at once, each as
 * "NAME: expected ..." without the value. Empty variables count as absent.
 */
export function readConfig(env: Record<string, string | undefined>): {
  config: Config | null;
  problems: string[];
} {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`);
  problems.push(...mixtures(present));
  return parsed.success && problems.length === 0
    ? { config: parsed.data, problems }
    : { config: null, problems };
}

/** Which way to Slack a valid configuration names; both kinds of credentials: Socket Mode. */
export function slackMode(config: Config): SlackMode {
  if (!config.SLACK_BOT_TOKEN) return 'sandbox';
  return config.SLACK_APP_TOKEN ? 'socket' : 'http';
}

function mixtures(env: Record<string, string | undefined>): string[] {
  const bot = env.SLACK_BOT_TOKEN !== undefined;
  const way = env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined;
  const ports = env.METRICS_PORT !== undefined && env.METRICS_PORT === (env.PORT ?? '3000');
  return [
    ...(ports ? ['METRICS_PORT: expected another port than PORT'] : []),
    ...(bot && !way
      ? [
          'SLACK_APP_TOKEN: expected (Socket Mode), or SLACK_SIGNING_SECRET (HTTP), because SLACK_BOT_TOKEN is set',
        ]
      : []),
    ...(!bot && way
      ? [
          'SLACK_BOT_TOKEN: expected, because SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set; unset all three to start the sandbox',
        ]
      : []),
  ];
}
