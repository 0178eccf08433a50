import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What stands in a file of weights before the weights themselves, as one line of JSON. */
export type WeightsHeader<T> = T & {
  /** of the features and the form of the file: weights of another version are of no use */
  version: number;
  /** hash of the labelled examples that the weights were learned from */
  examples: string;
};

/** Raised when the features or the form of the file change. */
export const VERSION = 1;

/** A file of weights that cannot be used. The message says why and what to run. */
export class WeightsError extends Error {}

/** A header and its weights -> the bytes of a file: one line of JSON with the weights' hash, then the weights. */
export function encodeWeights<T extends object>(header: WeightsHeader<T>, weights: Uint8Array): Buffer {
  const line = JSON.stringify({ ...header, weights: hashOfBytes(weights) });
  return Buffer.concat([Buffer.from(`${line}\n`), weights]);
}

/** A file of weights -> its header and its weights. Throws `WeightsError` when it is missing, cut off or of another version. */
export function readWeights<T>(file: string): { header: WeightsHeader<T>; weights: Uint8Array } {
  const unusable = (why: string) => new WeightsError(`${file}: ${why}; run "npm run learn"`);
  const bytes = bytesOf(file, unusable);
  const end = bytes.indexOf(10);
  const header = headerOf<T>(bytes.subarray(0, Math.max(0, end)).toString());
  if (!header) throw unusable('these are no weights');
  if (header.version !== VERSION)
    throw unusable(`weights of version ${header.version}, while version ${VERSION} is needed`);
  const weights = new Uint8Array(bytes.subarray(end + 1));
  if (hashOfBytes(weights) !== header.weights) throw unusable('the weights are cut off or changed');
  return { header, weights };
}

function bytesOf(file: string, unusable: (why: string) => Error): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unusable(`the weights cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function headerOf<T>(line: string): (WeightsHeader<T> & { weights: string }) | null {
  try {
    const header = JSON.parse(line);
    return typeof header === 'object' && header !== null ? header : null;
  } catch {
    return null;
  }
}

function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
