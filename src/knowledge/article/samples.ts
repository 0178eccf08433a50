import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const BUILT_IN = join(import.meta.dirname, '../../../test/samples');

/** The directory of the samples of an article, of the repository or beside a mounted one. */
export function samplesDirectory({ file, mounted }: { file: string; mounted: boolean }): string {
  return join(mounted ? join(dirname(file), 'samples') : BUILT_IN, basename(file, '.md'));
}

/** The sample files of an article, in order; none where it has no directory. */
function sampleFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith('.txt'));
  return names.sort().map((name) => join(directory, name));
}

/** The texts of the samples of an article. */
export function sampleTexts(article: { file: string; mounted: boolean }): string[] {
  return sampleFiles(samplesDirectory(article)).map((file) => readFileSync(file, 'utf8'));
}
