import { letsNothingThrough } from './lets-nothing-through.ts';
import { outsiders } from './outsiders.ts';

letsNothingThrough(outsiders);
