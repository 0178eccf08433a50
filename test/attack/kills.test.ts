import { kills } from './kills.ts';
import { letsNothingThrough } from './lets-nothing-through.ts';

letsNothingThrough(kills);
