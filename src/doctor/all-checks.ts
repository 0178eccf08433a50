import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Config, slackMode } from '../config.ts';
import { openSqliteInbox } from '../inbox/sqlite/sqlite-inbox.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { openLog } from '../log.ts';
import type { Check } from './check.ts';
import { checkAtlassian } from './check-atlassian.ts';
import { checkModel } from './check-model.ts';
import { checkSlack } from './check-slack.ts';

const MANIFEST = join(import.meta.dirname, '../../manifest.yml');
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** A configuration -> what works and what does not. Asks every service with its credential, and changes nothing. Never rejects. */
export async function allChecks(config: Config): Promise<Check[]> {
  const groups = await Promise.all([slack(config), checkAtlassian(config), checkModel(config)]);
  return [...groups.flat(), whoMayLookUp(config), await dataDirectory(config), await articles(config)];
}

async function slack(config: Config): Promise<Check[]> {
  if (slackMode(config) !== 'sandbox') return checkSlack(config, scopesOfManifest(), openLog('silent'));
  return [{ name: 'Slack', state: 'absent', says: 'no Slack credentials: npm start begins the sandbox' }];
}

function scopesOfManifest(): string[] {
  return manifest.parse(parse(readFileSync(MANIFEST, 'utf8'))).oauth_config.scopes.bot;
}

/** Whether everybody may look up is a decision that should be a known one. */
function whoMayLookUp({ LOOKUP_USERS: users, LOOKUP_USERGROUPS: groups }: Config): Check {
  const name = 'Who may look up accounts';
  if (users.length + groups.length > 0)
    return { name, state: 'works', says: `${users.length} people and ${groups.length} user groups` };
  const says = 'every full member of the workspace; LOOKUP_USERS or LOOKUP_USERGROUPS narrow it';
  return { name, state: 'note', says };
}

function dataDirectory({ DATA_DIR }: Config): Promise<Check> {
  return tried('DATA_DIR', async () => {
    const inbox = openSqliteInbox({ file: join(DATA_DIR, 'inbox.db') });
    await inbox.check();
    const { pending, dead } = await inbox.counts();
    await inbox.close();
    return `it takes writes; ${pending} requests wait, ${dead} failed for good`;
  });
}

function articles({ KNOWLEDGE_DIR }: Config): Promise<Check> {
  return tried('Articles', async () => {
    const { articles: all } = loadKnowledge(KNOWLEDGE_DIR);
    return `${all.length}, of these ${all.filter(({ mounted }) => mounted).length} from KNOWLEDGE_DIR`;
  });
}

/** Wrong with the error's own words, where `says` rejects. */
async function tried(name: string, says: () => Promise<string>): Promise<Check> {
  try {
    return { name, state: 'works', says: await says() };
  } catch (error) {
    return { name, state: 'wrong', says: error instanceof Error ? error.message : String(error) };
  }
}
