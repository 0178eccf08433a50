import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, HTTPReceiver, type Logger } from '@slack/bolt';

const PATH = '/slack/events';
/** As Bolt's own limit (bytes); Slack's largest events are far smaller. */
const LARGEST = 4 * 1024 * 1024;
/** Slack's clock may be ahead of ours by this much (ms), as it may be behind (docs.slack.dev/authentication/verifying-requests-from-slack). */
const AHEAD_MS = 5 * 60_000;

/**
 * Signed HTTP requests at /slack/events. A request that is not acknowledged gets 503, so that Slack sends it again. What Slack never
 * sends, and Bolt would stumble over, is refused before Bolt reads it.
 */
export function httpReceiver({
  signingSecret,
  port,
  logger,
}: {
  signingSecret: string;
  port: number;
  logger: Logger;
}): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    port,
    logger,
    endpoints: PATH,
    bodyLimit: LARGEST,
    async processEventErrorHandler({ error, response }) {
      logger.error('a request was not acknowledged', error);
      sendAgain(response);
      return false;
    },
    unhandledRequestHandler({ response }) {
      logger.error('a request was not acknowledged within 3 seconds');
      sendAgain(response);
    },
  });
  const bolt = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    if (request.method !== 'POST' || URL.parse(request.url ?? '', 'http://localhost')?.pathname !== PATH)
      return bolt(request, response);
    refusal(request).then(
      (status) => (status === null ? bolt(request, response) : end(response, status)),
      () => response.destroy(),
    );
  };
  return receiver;
}

/** Why Bolt does not get to see a request, as a status; null: it does, and checks the signature. Rejects when the body breaks off. */
async function refusal(request: IncomingMessage): Promise<number | null> {
  const sentAt = Number(request.headers['x-slack-request-timestamp']) * 1000;
  if (sentAt > Date.now() + AHEAD_MS) return 401;
  try {
    // Bolt uses a body that was read before.
    const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, LARGEST);
    return isObject(rawBody.toString(), request.headers['content-type']) ? null : 400;
  } catch (error) {
    if (HTTPModuleFunctions.isRawBodyError(error)) return error.statusCode;
    throw error;
  }
}

/** Bolt assumes an object. JSON has other values, and a signed `null` ended the process. */
function isObject(text: string, type: string | undefined): boolean {
  if (type !== 'application/x-www-form-urlencoded') return text.trimStart().startsWith('{');
  const payload = new URLSearchParams(text).get('payload');
  return payload === null || payload.trimStart().startsWith('{');
}

function sendAgain(response: ServerResponse): void {
  end(response, 503);
}

/** It may have been answered already: an acknowledgement, then a failure. */
function end(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status);
  response.end();
}
