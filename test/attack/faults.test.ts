import { faults } from './faults.ts';
import { letsNothingThrough } from './lets-nothing-through.ts';

letsNothingThrough(faults);
