import type { IncomingMessage, ServerResponse } from 'node:http';
import { asJson } from './arguments.ts';
import type { Context } from './methods/method.ts';
import type { State } from './state.ts';
import type { Json } from './types.ts';

const PATH = '/files-pri/';
const SCOPE = 'files:read';

/**
 * A file to upload. Fields such as the id and the URLs are filled in. `mode`: `snippet` (default) or `hosted`.
 * `shownInInfo`: the number of characters of a snippet that `files.info` returns before it reports `is_truncated`.
 * `trouble`: what is wrong with the file.
 */
export type Upload = Json & {
  content: string | Uint8Array;
  shownInInfo?: number;
  trouble?: FileTrouble;
};

/**
 * `scanning`: Slack has not scanned the file yet and does not know its type (slackapi/node-slack-sdk#2040). How Slack
 * responds to a download then is not known; here it is a 404. `login-page`: a download returns a login page with status 200.
 * `hidden`, `deleted`: `files.info` refuses the file.
 */
type FileTrouble = 'scanning' | 'login-page' | 'hidden' | 'deleted';

export type StoredFile = Json & Upload & { id: string };

/** Adds a file to the workspace and returns its file object, without the content. https://docs.slack.dev/reference/objects/file-object */
export function keepFile(state: State, origin: string, upload: Json): Json {
  const id = typeof upload.id === 'string' ? upload.id : `F${state.files.size + 1}SANDBOX`;
  const name = typeof upload.name === 'string' ? upload.name : 'error.txt';
  const url = `${origin}${PATH}${state.team.id}-${id}/${encodeURIComponent(name)}`;
  const content = contentOf(upload);
  const file = {
    id,
    name,
    title: name,
    mode: 'snippet',
    filetype: 'text',
    mimetype: 'text/plain',
    pretty_type: 'Plain Text',
    size: Buffer.byteLength(content),
    file_access: 'visible',
    url_private: url,
    url_private_download: `${url}?download=1`,
    ...upload,
    content,
  } as StoredFile;
  state.files.set(id, file);
  return fileObject(file);
}

function contentOf({ content }: Json): string | Uint8Array {
  return content instanceof Uint8Array ? content : String(content ?? '');
}

/** The file object. While the file is being scanned, its type is unknown. */
export function fileObject({ content: _, shownInInfo: __, trouble, ...about }: StoredFile): Json {
  return trouble === 'scanning' ? { ...about, mimetype: '', filetype: '', pretty_type: '' } : about;
}

/** Adds the files of a post to the workspace, except references and files that are already there. */
export function keepFiles(state: State, origin: string, files: unknown[]): Json[] {
  return files.map((given) => {
    const file = asJson(given);
    return file.mode === 'file_access' || 'url_private' in file ? file : keepFile(state, origin, file);
  });
}

/**
 * Serves a file to the bot. Without the token or the scope, the response is a login page with status 200, as in Slack.
 * Returns whether the request was for a file.
 */
export function serveFile(
  { state, grants }: Context,
  botToken: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const pathname = URL.parse(request.url ?? '/', 'http://localhost')?.pathname;
  if (!pathname?.startsWith(PATH)) return false;
  const [, id = ''] = pathname.slice(PATH.length).split(/[-/]/);
  const file = state.files.get(id) as StoredFile | undefined;
  const mayRead = request.headers.authorization === `Bearer ${botToken}` && grants(SCOPE);
  if (!mayRead || file?.trouble === 'login-page') {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!DOCTYPE html><title>Slack</title>');
  } else if (!file || file.trouble !== undefined) {
    response.writeHead(404).end();
  } else {
    response.writeHead(200, { 'content-type': String(file.mimetype) }).end(file.content);
  }
  return true;
}
