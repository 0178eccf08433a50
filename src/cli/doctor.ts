import { environmentOfProcess, readConfig } from '../config.ts';
import { allChecks } from '../doctor/all-checks.ts';
import { type Check, wrong } from '../doctor/check.ts';
import { withoutSecrets } from '../knowledge/secrets/secrets.ts';
import { print, runCommand } from './run-command.ts';

const SIGNS: Record<Check['state'], string> = {
  works: 'ok     ',
  absent: 'absent ',
  wrong: 'WRONG  ',
  note: 'note   ',
};

/** Checks the configuration and every credential, and changes nothing. Exit code 1 if anything is wrong. */
await runCommand(async () => {
  const { config, problems } = readConfig(environmentOfProcess());
  const checks = config ? await allChecks(config) : problems.map((says) => wrong('Configuration', says));
  for (const { name, state, says } of checks) print(withoutSecrets(`${SIGNS[state]} ${name}: ${says}`).text);
  const failed = checks.filter(({ state }) => state === 'wrong').length;
  print(failed === 0 ? '\nNothing is wrong.' : `\n${failed} wrong.`);
  return failed === 0 ? 0 : 1;
});
