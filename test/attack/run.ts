import { parseArgs } from 'node:util';
import { tallyOf } from './attack.ts';
import { CLASSES } from './classes.ts';

const USAGE = `usage: npm run attack [-- [--seed N] [CLASS ...]]
  tries every known attack on the real bot, between local stand-ins, and prints how many went through
exit codes: 0 nothing went through, 1 something did, 2 bad usage
`;

process.exitCode = await main();
// What an attack left hanging must not keep the program.
process.exit();

async function main(): Promise<number> {
  const chosen = chosenClasses();
  if (!chosen) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { seed, classes } = chosen;
  print(`seed ${seed}`);
  print('class                                     tried  through');
  let good = true;
  for (const one of classes) {
    const { tried, through, allowed } = await tallyOf(one, { seed, whole: true });
    const few = tried < one.least;
    good &&= through.length === 0 && !few;
    print(
      `${one.name.padEnd(40)}  ${String(tried).padStart(5)}  ${String(through.length).padStart(7)}${few ? `  (fewer than ${one.least})` : ''}`,
    );
    for (const { attack, what } of through) print(`  through: ${attack}: ${what}`);
    for (const attack of allowed) print(`  allowed: ${attack}: ${one.allowed?.[attack]}`);
  }
  return good ? 0 : 1;
}

function chosenClasses() {
  try {
    const { values, positionals } = parseArgs({
      options: { seed: { type: 'string', default: '1' } },
      allowPositionals: true,
    });
    const classes =
      positionals.length === 0 ? CLASSES : CLASSES.filter(({ name }) => positionals.includes(name));
    const seed = Number(values.seed);
    return classes.length > 0 && Number.isInteger(seed) ? { seed, classes } : null;
  } catch {
    return null;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
