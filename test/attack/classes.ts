import type { AttackClass } from './attack.ts';
import { endsTheProcess } from './ends-the-process.ts';
import { faults } from './faults.ts';
import { floods } from './floods.ts';
import { httpOddities } from './http-oddities.ts';
import { kills } from './kills.ts';
import { outsiders } from './outsiders.ts';
import { secretsGetThrough } from './secrets/secrets-get-through.ts';
import { speaksInItsName } from './speaks-in-its-name.ts';

/** Every class of attacks, in the order of the report. */
export const CLASSES: AttackClass[] = [
  endsTheProcess,
  httpOddities,
  faults,
  floods,
  kills,
  outsiders,
  secretsGetThrough,
  speaksInItsName,
];
