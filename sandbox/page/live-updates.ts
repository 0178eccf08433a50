import type { ServerResponse } from 'node:http';

const KEEP_ALIVE_MS = 20_000;

/** Tells every open page that something has changed. Changes made at the same moment are announced once. */
export function createLiveUpdates() {
  const pages = new Set<ServerResponse>();
  let planned = false;
  const toAll = (text: string): void => {
    for (const page of pages) page.write(text);
  };
  const beat = setInterval(() => toAll(':\n\n'), KEEP_ALIVE_MS).unref();

  return {
    /** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
    join(response: ServerResponse, headers: Record<string, string>): void {
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
      response.write('data: here\n\n');
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    changed(): void {
      if (planned) return;
      planned = true;
      setImmediate(() => {
        planned = false;
        toAll('data: changed\n\n');
      });
    },
    close: (): void => clearInterval(beat),
  };
}
