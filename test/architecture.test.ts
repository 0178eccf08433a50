import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

type Import = { file: string; from: string; typeOnly: boolean };

/** Paths begin at `src`; the sandbox lies beside it, as `../sandbox/`. */
const sources = globSync(['src/**/*.ts', 'sandbox/**/*.ts'], { cwd: ROOT }).map((file) =>
  relative(SRC, join(ROOT, file)),
);

const imports: Import[] = sources.flatMap((file) => {
  const source = readFileSync(join(SRC, file), 'utf8');
  return [...source.matchAll(/^(?:import|export)( type)? (?:[^'";]*? from )?'([^']+)';/gm)].map(
    ([, type, from = '']) => ({
      file,
      typeOnly: type !== undefined,
      from: from.startsWith('.') ? relative(SRC, join(SRC, file, '..', from)) : from,
    }),
  );
});

const room = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : path);
const offenders = (wrong: (one: Import) => boolean) =>
  imports.filter(wrong).map(({ file, from }) => `${file} -> ${from}`);

/** One package, one door: where a package may be imported (docs/contract.md, "Layout"). */
const DOORS: [RegExp, RegExp][] = [
  [/^@slack\//, /^slack\/|^handlers\/|^sight\/|^doctor\/check-slack\.ts$/],
  [/^openai/, /^model\/|^doctor\/check-model\.ts$/],
  [/^keyv/, /^store\/cache\.ts$/],
  [/^node:sqlite|^bullmq|^ioredis/, /^inbox\/|^store\//],
  [/^mdast-util-from-markdown/, /^knowledge\/article\/read-markdown\.ts$/],
  [/^cockatiel/, /^http\/|^atlassian\/call-policy\.ts$|^model\/ask\.ts$/],
  [/^pino/, /^log\.ts$/],
  [/^ws$/, /^\.\.\/sandbox\//],
];

/** Which rooms a room may import from at run time; type-only imports are free. */
const ALLOWED: Record<string, string[]> = {
  'email-address.ts': [],
  knowledge: ['knowledge', 'email-address.ts'],
  http: ['http'],
  atlassian: ['atlassian', 'http', 'email-address.ts'],
  tools: ['tools', 'atlassian'],
  'look-up': ['look-up', 'tools', 'atlassian'],
  card: ['card', 'knowledge'],
  store: ['store'],
  inbox: ['inbox', 'store'],
  model: ['model', 'knowledge', 'http'],
  'answer.ts': ['knowledge'],
  handlers: ['handlers', 'answer.ts', 'inbox', 'knowledge', 'card', 'slack', 'sight', 'log.ts', 'store'],
};

describe('architecture', () => {
  it('reads the sources', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it.each(DOORS)('%s has one door', (name, door) => {
    expect(offenders(({ file, from, typeOnly }) => name.test(from) && !door.test(file) && !typeOnly)).toEqual(
      [],
    );
  });

  it.each(Object.entries(ALLOWED))('%s imports only from its own side', (name, allowed) => {
    const inside = (from: string) => from.endsWith('.ts');
    expect(
      offenders(
        ({ file, from, typeOnly }) =>
          room(file) === name && inside(from) && !typeOnly && !allowed.includes(room(from)),
      ),
    ).toEqual([]);
  });

  it('nothing but the entry points imports the sandbox, and the sandbox knows nothing of the bot, not even by type', () => {
    expect(
      offenders(
        ({ file, from }) =>
          from.startsWith('../sandbox/') && !/^(?:\.\.\/sandbox\/|main\.ts$|cli\/)/.test(file),
      ),
    ).toEqual([]);
    expect(
      offenders(
        ({ file, from }) =>
          file.startsWith('../sandbox/') && from.endsWith('.ts') && !from.startsWith('../sandbox/'),
      ),
    ).toEqual([]);
  });

  it('only config.ts reads the environment', () => {
    const readers = globSync('**/*.ts', { cwd: SRC }).filter((file) =>
      /process\.env\b/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(readers).toEqual(['config.ts']);
  });

  it('the middle does no I/O on the hot path', () => {
    const io = /^node:(?:fs|http|https|net|child_process|sqlite)|^undici$/;
    const startUp = [
      'knowledge/article/read-articles.ts',
      'knowledge/talk/glossary.ts',
      'knowledge/article/check-articles.ts',
    ];
    expect(
      offenders(
        ({ file, from }) => /^(?:knowledge|card)\//.test(file) && io.test(from) && !startUp.includes(file),
      ),
    ).toEqual([]);
  });

  it('no file is longer than 250 lines', () => {
    const long = sources.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 251);
    expect(long).toEqual([]);
  });
});
