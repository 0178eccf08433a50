import { mayHoldStrongCue } from './cue.ts';
import { extract } from './extract.ts';

/** Would the bot answer this text unasked? Rule 3 of docs/contract.md: only what names SCIM or provisioning as what failed. */
export function speaksUp(text: string): boolean {
  return mayHoldStrongCue(text) && extract(text).some((error) => error.strongCue);
}
