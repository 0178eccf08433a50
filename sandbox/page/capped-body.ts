import type { IncomingMessage } from 'node:http';

/** The whole body, or null if it is longer than `most` bytes. Reads to the end even then, so that the response arrives. */
export async function cappedBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  return size <= most ? Buffer.concat(chunks) : null;
}
