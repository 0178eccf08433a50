import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Config, environmentOfProcess, readConfig, slackMode } from '../config.ts';
import type { Check } from '../doctor/check.ts';
import { checkAtlassian } from '../doctor/check-atlassian.ts';
import { checkModel } from '../doctor/check-model.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { openSqliteInbox } from '../inbox/sqlite/sqlite-inbox.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { withoutSecrets } from '../knowledge/redact/secrets.ts';
import { openLog } from '../log.ts';

const MANIFEST = join(import.meta.dirname, '../../manifest.yml');
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

const SIGNS: Record<Check['state'], string> = {
  works: 'ok     ',
  absent: 'absent ',
  wrong: 'WRONG  ',
  note: 'note   ',
};

process.exitCode = await main();

/** Checks configuration and every credential, changes nothing: exit 0 when nothing is wrong, else 1. */
async function main(): Promise<number> {
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) {
    for (const problem of problems) print({ name: 'Configuration', state: 'wrong', says: problem });
    return 1;
  }
  const checks = await allChecks(config);
  for (const check of checks) print(check);
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  process.stdout.write(wrong === 0 ? '\nNothing is wrong.\n' : `\n${wrong} wrong.\n`);
  return wrong === 0 ? 0 : 1;
}

async function allChecks(config: Config): Promise<Check[]> {
  const log = openLog('silent');
  const groups = await Promise.all([
    slackMode(config) === 'sandbox'
      ? [
          {
            name: 'Slack',
            state: 'absent',
            says: 'no Slack credentials: npm start begins the sandbox',
          } as const,
        ]
      : checkSlack(config, scopesOfManifest(), log),
    checkAtlassian(config),
    checkModel(config),
  ]);
  return [...groups.flat(), sight(config), await store(config), articles(config)];
}

function scopesOfManifest(): string[] {
  return manifest.parse(parse(readFileSync(MANIFEST, 'utf8'))).oauth_config.scopes.bot;
}

/** Whether everybody may look up is a decision that should be a known one. */
function sight({ LOOKUP_USERS: users, LOOKUP_USERGROUPS: groups }: Config): Check {
  const name = 'Who may look up accounts';
  if (users.length + groups.length === 0) {
    const says = 'every full member of the workspace; LOOKUP_USERS or LOOKUP_USERGROUPS narrow it';
    return { name, state: 'note', says };
  }
  return { name, state: 'works', says: `${users.length} people and ${groups.length} user groups` };
}

async function store({ DATA_DIR }: Config): Promise<Check> {
  const name = 'DATA_DIR';
  try {
    const inbox = openSqliteInbox({ file: join(DATA_DIR, 'inbox.db') });
    await inbox.check();
    const { pending, dead } = await inbox.counts();
    await inbox.close();
    return {
      name,
      state: 'works',
      says: `it takes writes; ${pending} requests wait, ${dead} failed for good`,
    };
  } catch (error) {
    return { name, state: 'wrong', says: error instanceof Error ? error.message : String(error) };
  }
}

function articles({ KNOWLEDGE_DIR }: Config): Check {
  try {
    const { articles: all } = loadKnowledge(KNOWLEDGE_DIR);
    const mounted = all.filter((article) => article.mounted).length;
    return {
      name: 'Articles',
      state: 'works',
      says: `${all.length}, of these ${mounted} from KNOWLEDGE_DIR`,
    };
  } catch (error) {
    return { name: 'Articles', state: 'wrong', says: error instanceof Error ? error.message : String(error) };
  }
}

function print({ name, state, says }: Check) {
  process.stdout.write(withoutSecrets(`${SIGNS[state]} ${name}: ${says}\n`).text);
}
