import { httpOddities } from './http-oddities.ts';
import { letsNothingThrough } from './lets-nothing-through.ts';

letsNothingThrough(httpOddities);
