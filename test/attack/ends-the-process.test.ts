import { endsTheProcess } from './ends-the-process.ts';
import { letsNothingThrough } from './lets-nothing-through.ts';

letsNothingThrough(endsTheProcess);
