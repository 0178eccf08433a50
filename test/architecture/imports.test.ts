import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesIn } from './circles.ts';
import { arrows, imports, isOurs, ROOT, roomOf, sources } from './sources.ts';

/** One package, one door: the only files that may import a package, also by type. */
const DOORS: Record<string, RegExp> = {
  '@eslint-community/regexpp': /^src\/knowledge\/article\/demanded\.ts$/,
  '@secretlint/core': /^src\/model\/cut-tokens\.ts$/,
  '@secretlint/secretlint-rule-preset-recommend': /^src\/model\/cut-tokens\.ts$/,
  '@slack/bolt': /^src\/slack\//,
  '@slack/types': /^src\/slack\//,
  '@slack/web-api': /^src\/slack\/|^src\/doctor\/check-slack\.ts$/,
  cockatiel: /^src\/http\/retry-policy\.ts$|^src\/atlassian\/attempt\.ts$|^src\/model\/ask\.ts$/,
  'csv-parse': /^src\/knowledge\/extract\/records\/table\.ts$/,
  jsonrepair: /^src\/knowledge\/extract\/json-objects\.ts$/,
  keyv: /^src\/store\/cache\.ts$/,
  'mdast-util-from-markdown': /^src\/knowledge\/article\/read-markdown\.ts$/,
  openai: /^src\/model\/|^src\/doctor\/check-model\.ts$/,
  pino: /^src\/log\.ts$/,
  'prom-client': /^src\/health\.ts$/,
  re2js: /^src\/knowledge\/article\/pattern\.ts$/,
  ws: /^sandbox\//,
  // Two documents are YAML: an article's front matter, and the manifest, of which doctor reads the scopes.
  yaml: /^src\/knowledge\/article\/|^src\/doctor\/all-checks\.ts$/,
  // Everywhere: every room checks the foreign data that it meets.
  zod: /^/,
};

/** Parts of Node that have a door too. */
const NODE_DOORS: Record<string, RegExp> = {
  'node:sqlite': /^src\/(?:inbox|store)\//,
};

/**
 * From which rooms (folders and root files of src) each room imports at run time, and from no other. Type-only imports are free.
 * Leaves, which import nothing and which anybody may: `slack/limits.ts`, a table of numbers; what counts as an e-mail address.
 */
const ROOMS: Record<string, string[]> = {
  'answer.ts': ['knowledge'],
  atlassian: ['http'],
  card: ['knowledge'],
  cli: [
    'answer.ts',
    'atlassian',
    'card',
    'config.ts',
    'doctor',
    'knowledge',
    'log.ts',
    'look-up',
    'model',
    'sandbox',
    'slack',
    'store',
  ],
  'compose.ts': [
    'atlassian',
    'doctor',
    'handlers',
    'inbox',
    'knowledge',
    'look-up',
    'model',
    'sight',
    'store',
  ],
  'config.ts': [],
  doctor: ['atlassian', 'config.ts', 'inbox', 'knowledge', 'log.ts', 'look-up', 'model', 'slack', 'store'],
  'email-address.ts': [],
  handlers: ['answer.ts', 'card', 'inbox', 'knowledge', 'sight', 'slack', 'store'],
  'health.ts': [],
  http: [],
  inbox: ['store'],
  knowledge: [],
  'log.ts': ['knowledge'],
  'look-up': ['atlassian', 'tools'],
  'main.ts': [
    'compose.ts',
    'config.ts',
    'handlers',
    'health.ts',
    'inbox',
    'log.ts',
    'sandbox',
    'survive-uncaught.ts',
  ],
  model: ['http', 'knowledge'],
  'requester.ts': [],
  sandbox: [],
  sight: ['slack'],
  slack: ['card', 'http', 'inbox', 'knowledge'],
  store: [],
  'survive-uncaught.ts': [],
  tools: ['atlassian'],
  'unavailable.ts': [],
};

const LEAVES = ['src/slack/limits.ts', 'src/email-address.ts'];

const isOf = (from: string, name: string) => from === name || from.startsWith(`${name}/`);
const ours = imports.filter(({ from }) => isOurs(from));
const outside = imports.filter(({ from }) => !isOurs(from) && !from.startsWith('node:'));

describe('packages', () => {
  it('every dependency has a door, and no door is left without its dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(DOORS).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('nothing else is imported', () => {
    const stray = outside.filter(({ from }) => !Object.keys(DOORS).some((name) => isOf(from, name)));
    expect(arrows(stray)).toEqual([]);
  });

  it.each(Object.entries({ ...DOORS, ...NODE_DOORS }))('%s comes in through its door alone', (name, door) => {
    const all = imports.filter(({ from }) => isOf(from, name));
    expect(all).not.toEqual([]);
    expect(arrows(all.filter(({ file }) => !door.test(file)))).toEqual([]);
  });
});

describe('rooms', () => {
  it('every room has a row', () => {
    expect(Object.keys(ROOMS)).toEqual([...new Set(sources.map(({ file }) => roomOf(file)))].sort());
  });

  it.each(Object.entries(ROOMS))('%s imports from its own side alone', (room, sides) => {
    const others = ours.filter(
      ({ file, from, typeOnly }) =>
        !typeOnly && !LEAVES.includes(from) && roomOf(file) === room && roomOf(from) !== room,
    );
    expect(arrows(others.filter(({ from }) => !sides.includes(roomOf(from))))).toEqual([]);
    expect(sides, 'a row names no side that is not used').toEqual(
      [...new Set(others.map(({ from }) => roomOf(from)))].sort(),
    );
  });

  it('leaves import nothing of ours', () => {
    expect(arrows(ours.filter(({ file }) => LEAVES.includes(file)))).toEqual([]);
  });

  it('no files import one another in a circle, neither values nor types', () => {
    expect(circlesIn(ours)).toEqual([]);
  });

  it('only main and commands import the sandbox', () => {
    const wrong = ours.filter(
      ({ file, from }) =>
        from.startsWith('sandbox/') && !/^(?:sandbox\/|src\/main\.ts$|src\/cli\/)/.test(file),
    );
    expect(arrows(wrong)).toEqual([]);
  });

  it('the sandbox knows nothing of the bot, not even by type', () => {
    const wrong = ours.filter(({ file, from }) => file.startsWith('sandbox/') && from.startsWith('src/'));
    expect(arrows(wrong)).toEqual([]);
  });
});

describe('the outside world', () => {
  it('only config.ts reads the environment', () => {
    const readers = sources.filter(
      ({ file, text }) => file.startsWith('src/') && /process\.env\b/.test(text),
    );
    expect(readers.map(({ file }) => file)).toEqual(['src/config.ts']);
  });

  it('knowledge and card do no I/O, but for reading articles and words at the start', () => {
    const io = /^(?:node:)?(?:fs|http|https|net|tls|dns|dgram|child_process|sqlite)\b|^undici$/;
    // Of `node:http` it takes the table of reason phrases, which is data.
    const TABLE = 'src/knowledge/extract/http-status.ts';
    const atStart =
      /^src\/knowledge\/(?:talk\/glossary|article\/(?:read-articles|check-articles|samples)|learned\/read-weights)\.ts$/;
    const wrong = imports.filter(
      ({ file, from }) =>
        /^src\/(?:knowledge|card)\//.test(file) && io.test(from) && !atStart.test(file) && file !== TABLE,
    );
    expect(arrows(wrong)).toEqual([]);
  });
});
