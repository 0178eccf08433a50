import { floods } from './floods.ts';
import { letsNothingThrough } from './lets-nothing-through.ts';

letsNothingThrough(floods);
