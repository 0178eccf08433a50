import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Config, slackMode } from '../config.ts';
import { openSqliteInbox } from '../inbox/sqlite/sqlite-inbox.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { openLog } from '../log.ts';
import { whyOpenToAll } from '../store/why-open-to-all.ts';
import { absent, type Check, note, works, wrong } from './check.ts';
import { checkAtlassian } from './check-atlassian.ts';
import { checkModel } from './check-model.ts';
import { checkSlack } from './check-slack.ts';

const MANIFEST = join(import.meta.dirname, '../../manifest.yml');
const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** What works in a configuration and what does not. Asks every service with its credential, changes nothing, never rejects. */
export async function allChecks(config: Config): Promise<Check[]> {
  const checks = [slack(config), checkAtlassian(config), checkModel(config)];
  const services = (await Promise.all(checks)).flat();
  return [...services, whoMayLookUp(config), await dataDirectory(config), await articles(config)];
}

async function slack(config: Config): Promise<Check[]> {
  if (slackMode(config) === 'sandbox')
    return [absent('Slack', 'no Slack credentials: npm start begins the sandbox')];
  const { bot } = manifest.parse(parse(readFileSync(MANIFEST, 'utf8'))).oauth_config.scopes;
  return checkSlack(config, bot, openLog('silent'));
}

/** Shown so that "everybody" is a decision. */
function whoMayLookUp({ LOOKUP_USERS: users, LOOKUP_USERGROUPS: groups }: Config): Check {
  const name = 'Who may look up accounts';
  if (users.length + groups.length > 0)
    return works(name, `${users.length} people and ${groups.length} user groups`);
  return note(name, 'every full member of the workspace; LOOKUP_USERS or LOOKUP_USERGROUPS narrow it');
}

function dataDirectory({ DATA_DIR }: Config): Promise<Check> {
  return tried('DATA_DIR', async () => {
    const open = whyOpenToAll(DATA_DIR);
    if (open) throw new Error(open);
    const inbox = openSqliteInbox({ file: join(DATA_DIR, 'inbox.db') });
    await inbox.check();
    const { pending, dead } = await inbox.counts();
    await inbox.close();
    return `it can be written; ${pending} requests are waiting, ${dead} have failed for good`;
  });
}

function articles({ KNOWLEDGE_DIR }: Config): Promise<Check> {
  return tried('Articles', async () => {
    const { articles: all } = loadKnowledge(KNOWLEDGE_DIR);
    return `${all.length}, including ${all.filter(({ mounted }) => mounted).length} from KNOWLEDGE_DIR`;
  });
}

/** Wrong, with the error's message, if `says` rejects. */
async function tried(name: string, says: () => Promise<string>): Promise<Check> {
  try {
    return works(name, await says());
  } catch (error) {
    return wrong(name, error instanceof Error ? error.message : String(error));
  }
}
