import { statSync } from 'node:fs';

/**
 * What is wrong with a directory that anybody on the machine can write to: they could put their own files in place of ours. Null when
 * that is not so, or the directory is not there yet (it is then made for its owner alone).
 */
export function whyOpenToAll(directory: string): string | null {
  const about = statSync(directory, { throwIfNoEntry: false });
  if (!about || (about.mode & 0o002) === 0) return null;
  return `Everybody on this machine can write to DATA_DIR (${directory}). Take that right away: chmod o-w ${directory}`;
}
