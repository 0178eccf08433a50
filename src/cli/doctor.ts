import { environmentOfProcess, readConfig } from '../config.ts';
import { allChecks } from '../doctor/all-checks.ts';
import type { Check } from '../doctor/check.ts';
import { withoutSecrets } from '../knowledge/redact/secrets.ts';
import { print, runCommand } from './run-command.ts';

const SIGNS: Record<Check['state'], string> = {
  works: 'ok     ',
  absent: 'absent ',
  wrong: 'WRONG  ',
  note: 'note   ',
};

/** Checks configuration and every credential, changes nothing: exit 0 when nothing is wrong, else 1. */
await runCommand(async () => {
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) {
    for (const problem of problems) printCheck({ name: 'Configuration', state: 'wrong', says: problem });
    return 1;
  }
  const checks = await allChecks(config);
  for (const check of checks) printCheck(check);
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  print(wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} wrong.`);
  return wrong === 0 ? 0 : 1;
});

function printCheck({ name, state, says }: Check): void {
  print(withoutSecrets(`${SIGNS[state]} ${name}: ${says}`).text);
}
