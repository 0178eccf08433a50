import type { IncomingMessage, ServerResponse } from 'node:http';
import { asJson, text } from './args.ts';
import { type Method, refused } from './method.ts';
import type { State } from './state.ts';
import type { Json } from './types.ts';

const PATH = '/files-pri/';

/** A file to upload: `content` is what is in it; `id` and addresses are filled in. */
export type Upload = Json & { content: string };

/** Takes a file into the workspace -> the file object without its content. https://docs.slack.dev/reference/objects/file-object */
export function keepFile(state: State, origin: string, upload: Json): Json {
  const id = typeof upload.id === 'string' ? upload.id : `F${state.files.size + 1}SANDBOX`;
  const name = typeof upload.name === 'string' ? upload.name : 'error.txt';
  const url = `${origin}${PATH}${state.team.id}-${id}/${encodeURIComponent(name)}`;
  const file = {
    id,
    name,
    title: name,
    mode: 'snippet',
    filetype: 'text',
    mimetype: 'text/plain',
    size: Buffer.byteLength(String(upload.content ?? '')),
    url_private: url,
    url_private_download: `${url}?download=1`,
    ...upload,
  };
  state.files.set(id, file);
  const { content: _, ...about } = file as Json;
  return about;
}

/** Files of a post: known ones and mere references stay as they are, the others are kept. */
export function keepFiles(state: State, origin: string, files: unknown[]): Json[] {
  return files.map((given) => {
    const file = asJson(given);
    return file.mode === 'file_access' || 'url_private' in file ? file : keepFile(state, origin, file);
  });
}

/** Serves a file to the bot; without its token, as Slack does, a login page with status 200. Answers whether it was asked for one. */
export function serveFile(
  state: State,
  botToken: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const pathname = URL.parse(request.url ?? '/', 'http://localhost')?.pathname;
  if (!pathname?.startsWith(PATH)) return false;
  const [, id = ''] = pathname.slice(PATH.length).split(/[-/]/);
  const file = state.files.get(id);
  if (request.headers.authorization !== `Bearer ${botToken}`) {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!DOCTYPE html><title>Slack</title>');
  } else if (!file) {
    response.writeHead(404).end();
  } else {
    response.writeHead(200, { 'content-type': String(file.mimetype) }).end(String(file.content ?? ''));
  }
  return true;
}

/** https://docs.slack.dev/reference/methods/files.info */
export const fileMethods: Record<string, Method> = {
  'files.info': (args, { state }) => {
    const file = state.files.get(text(args, 'file'));
    if (!file) return refused('file_not_found');
    const { content, ...about } = file;
    const snippet = about.mode === 'snippet' ? { content, is_truncated: false } : {};
    return { ok: true, file: about, ...snippet };
  },
};
