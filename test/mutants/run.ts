import { parseArgs } from 'node:util';
import { type Mutant, mutants } from './mutants.ts';
import { openScratch } from './scratch.ts';
import { type Tried, tryMutant } from './try-mutant.ts';

const USAGE = `usage: npm run test:mutants [-- [--list] [ROOM or ID ...]]
  puts each listed mutant into a copy of the tree and runs its tests there
  --list  prints the mutants and runs nothing
exit codes: 0 at least 90 % of every room are noticed, 1 fewer, or an entry that is stale or broken, 2 bad usage`;

/** How many of a room's mutants must be noticed. */
const LEAST = 0.9;
const AT_A_TIME = 2;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();

async function main(): Promise<number> {
  const chosen = chosenMutants();
  if (typeof chosen === 'string') {
    process.stderr.write(`${chosen}${USAGE}\n`);
    return 2;
  }
  if (chosen.listOnly) {
    for (const { id, room, file, why } of chosen.mutants) print(`${id.padEnd(5)} ${room}  ${file}: ${why}`);
    return 0;
  }
  const start = performance.now();
  const tried = await tryAll(chosen.mutants);
  if (!tried) return 1;
  print('');
  const rooms = [...Map.groupBy(tried, ({ mutant }) => mutant.room)];
  const good = rooms.map(([room, of]) => summary(room, of)).every(Boolean);
  print(`${tried.length} mutants in ${Math.round((performance.now() - start) / 1000)} s`);
  return good ? 0 : 1;
}

function chosenMutants(): { mutants: Mutant[]; listOnly: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      options: { list: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const isKnown = (name: string) => mutants.some(({ id, room }) => name === id || name === room);
    const unknown = positionals.find((name) => !isKnown(name));
    if (unknown) return `no room and no mutant is called "${unknown}"\n`;
    const isChosen = ({ id, room }: Mutant) =>
      positionals.length === 0 || positionals.includes(id) || positionals.includes(room);
    return { mutants: mutants.filter(isChosen), listOnly: values.list };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n`;
  }
}

/** Null when the tests fail without any mutant: then nothing can be said. */
async function tryAll(chosen: Mutant[]): Promise<Tried[] | null> {
  const scratches = Array.from({ length: Math.min(AT_A_TIME, chosen.length) }, openScratch);
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  const start = performance.now();
  const whole = await scratches[0]?.test(tests, 1_200_000);
  if (whole?.result !== 'passed') {
    process.stderr.write(`${whole?.output}\nThe tests do not pass without a mutant.\n`);
    return null;
  }
  // What hangs needs no longer than all tests together did, on a machine that got busier since.
  const timeoutMs = 60_000 + 3 * (performance.now() - start);
  const waiting = [...chosen];
  const tried: Tried[] = [];
  await Promise.all(
    scratches.map(async (scratch) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const one = await tryMutant(mutant, scratch, timeoutMs);
        print(`${one.outcome.padEnd(8)} ${mutant.id.padEnd(5)} ${(one.ms / 1000).toFixed(1)} s`);
        tried.push(one);
      }
    }),
  );
  return tried;
}

/** Prints how a room did, and what did not go well; true when that is enough. */
function summary(room: string, tried: Tried[]): boolean {
  const noticed = tried.filter(({ outcome }) => outcome === 'noticed').length;
  const unusable = tried.some(({ outcome }) => outcome === 'stale' || outcome === 'broken');
  print(`${room}: noticed ${noticed} of ${tried.length} (${Math.floor((100 * noticed) / tried.length)} %)`);
  for (const { mutant, outcome, line } of tried)
    if (outcome !== 'noticed') print(`  ${outcome}: ${mutant.id} ${mutant.file}:${line} ${mutant.why}`);
  return noticed / tried.length >= LEAST && !unusable;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
