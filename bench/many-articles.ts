import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Knowledge, loadKnowledge, publicOnly } from '../src/knowledge/knowledge.ts';

const MANY = 4000;
const POOL =
  'member profile manager locale badge costing tariff depot ledger branch roster permit vendor client course campus ward shift agenda vehicle locker parking payroll visitor printer scanner archive catalog harvest station'.split(
    ' ',
  );

/** What a mounted directory of thousands may look like: the pattern of the i-th article, and a paste in the wording of one of them. */
export const KINDS: { name: string; pattern: (i: number) => string; paste: (i: number) => string }[] = [
  {
    name: 'that share their words',
    pattern: (i) => threeOf(i).join('[^\\n]{0,40}') + String.raw`[^\n]{0,40}\brefused`,
    paste: (i) =>
      `SCIM error 400: ${threeOf(i).join(' of the ')} of this user was refused, see the ${POOL[(i * 7) % 30]}`,
  },
  {
    name: 'of alternatives',
    pattern: (i) => `fault A${i} was refused|reason B${i} of the attribute|(?:code|state) C${i} is unknown`,
    paste: (i) => `SCIM error 400: state C${i} is unknown`,
  },
];

/** The i-th choice of three words; 30 words give 4,060. */
function threeOf(wanted: number): string[] {
  let left = wanted % 4060;
  for (let a = 0; a < 28; a += 1)
    for (let b = a + 1; b < 29; b += 1) {
      const choices = 29 - b;
      if (left < choices) return [a, b, b + 1 + left].map((at) => POOL[at] ?? '');
      left -= choices;
    }
  throw new Error('no such choice');
}

/** Mounts thousands of articles and loads them as the bot does. `ms`: the processor time of loading. */
export function mountMany(pattern: (i: number) => string): { knowledge: Knowledge; ms: number } {
  const directory = mkdtempSync(join(tmpdir(), 'many-articles-'));
  try {
    mkdirSync(join(directory, 'samples'));
    for (let i = 0; i < MANY; i += 1)
      writeFileSync(join(directory, `generated-${i}.md`), article(`generated-${i}`, pattern(i)));
    const before = process.cpuUsage();
    const knowledge = loadKnowledge(directory);
    publicOnly(knowledge);
    const { user, system } = process.cpuUsage(before);
    return { knowledge, ms: (user + system) / 1000 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const LIKE = readFileSync(
  join(import.meta.dirname, '../src/knowledge/articles/user-filter-invalid.md'),
  'utf8',
);

function article(id: string, pattern: string): string {
  const matches = `matches:\n  - status: 400\n    detail: '${pattern}'\nlookups`;
  return LIKE.replace(/^id: .*$/m, `id: ${id}`).replace(/matches:\n[\s\S]*?\nlookups/, () => matches);
}
