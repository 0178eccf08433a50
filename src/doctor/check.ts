/**
 * One finding of `npm run doctor`. `works`; `absent`: not set up, which is allowed, and hides what `says` names; `wrong`: set up
 * and does not work; `note`: worth knowing. No finding holds a secret.
 */
export type Check = { name: string; state: 'works' | 'absent' | 'wrong' | 'note'; says: string };
