import { letsNothingThrough } from './lets-nothing-through.ts';
import { speaksInItsName } from './speaks-in-its-name.ts';

letsNothingThrough(speaksInItsName);
