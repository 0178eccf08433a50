/**
 * One finding of `npm run doctor`. `absent`: not set up, which is allowed; `says` names what is hidden without it. `wrong`: set up
 * and does not work. `note`: worth knowing. No finding contains a secret.
 */
export type Check = { name: string; state: 'works' | 'absent' | 'wrong' | 'note'; says: string };

export const works = (name: string, says: string): Check => ({ name, state: 'works', says });
export const absent = (name: string, says: string): Check => ({ name, state: 'absent', says });
export const wrong = (name: string, says: string): Check => ({ name, state: 'wrong', says });
export const note = (name: string, says: string): Check => ({ name, state: 'note', says });
