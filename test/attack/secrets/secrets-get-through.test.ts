import { letsNothingThrough } from '../lets-nothing-through.ts';
import { secretsGetThrough } from './secrets-get-through.ts';

letsNothingThrough(secretsGetThrough);
