import { cappedBody } from '../../http/capped-body.ts';

/** Why a file gives no text; the message completes "I could not read x: ..." and has no full stop. */
export class UnreadableFile extends Error {}

const TIMEOUT_MS = 15_000;
const SLACKS_FILE_HOST = 'files.slack.com';

/**
 * Downloads a text file of at most `largest` bytes from Slack's file host or the host of `apiUrl`, never from elsewhere; the token
 * follows no redirect. Rejects with `UnreadableFile`, or with fetch's error when Slack cannot be reached.
 */
export async function downloadText(
  url: string,
  { token, apiUrl, largest }: { token: string; apiUrl: string; largest: number },
): Promise<string> {
  const { protocol, hostname, origin } = new URL(url);
  const known = (protocol === 'https:' && hostname === SLACKS_FILE_HOST) || origin === new URL(apiUrl).origin;
  if (!known)
    throw new UnreadableFile(
      'it is stored outside Slack, where I read nothing; paste the text with the error',
    );
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status >= 300 && response.status < 400)
    throw new UnreadableFile('Slack asked me to sign in first');
  if (response.status === 404 || response.status === 410) throw new UnreadableFile('it was deleted');
  if (!response.ok) throw new Error(`Slack answered a download with status ${response.status}`);
  const bytes = await cappedBody(response, largest);
  if (!bytes) throw new UnreadableFile('it is larger than 10 MB; paste the part with the error');
  const text = textIn(bytes);
  if (isSignInPage(response, text))
    throw new UnreadableFile(
      'Slack sent its sign-in page instead; ask my operator to check the permission files:read',
    );
  return text;
}

/** UTF-8, or UTF-16 as Windows tools write it, recognised by its byte order mark. */
function textIn(bytes: Uint8Array): string {
  if (bytes.length === 0)
    throw new UnreadableFile('it is empty; Slack may still be checking it: try again in a minute');
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const strange = text.slice(0, 20_000).match(/[\0\ufffd]/g)?.length ?? 0;
  if (strange > 20 || text.includes('\0'))
    throw new UnreadableFile('it is not a text file; paste the text with the error');
  return text;
}

/** Without permission Slack sends its sign-in page with status 200, as HTML even for a file that is not. */
function isSignInPage(response: Response, text: string): boolean {
  const html = response.headers.get('content-type')?.includes('text/html') ?? false;
  return html && /^\s*<(?:!doctype html|html)/i.test(text) && /slack/i.test(text);
}
