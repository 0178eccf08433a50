import { setTimeout as pause } from 'node:timers/promises';
import { type FilesInfoResponse, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import { downloadText, UnreadableFile } from './download-text.ts';
import { escaped, isWholePreview, messageText, type SlackText } from './message-text.ts';

/** An attached file; of a Slack Connect file only the id may be known. */
export type FileRef = { id: string; name: string };

/** Texts in Slack's wire form, and a sentence for each file that could not be read. */
export type FileTexts = { texts: string[]; problems: string[] };

/** How files are fetched: the bot token, and the base of the Web API, whose host may hand out files too. */
export type FileAccess = { token: string; apiUrl: string };

/** So many files of one post are read. */
const MOST_FILES = 5;
/** How long looking through a file is waited for. */
const SCANNED_MS = 1500;
const LARGEST = 10 * 1024 * 1024;

/** The files of a Slack message that must be asked for: all but snippets whose whole text stands in the message. */
export function filesToRead(files: unknown): FileRef[] {
  if (!Array.isArray(files)) return [];
  return files
    .filter((file) => typeof file?.id === 'string' && !isWholePreview(file))
    .map(({ id, name, title }) => ({ id, name: nameOf(name ?? title) }));
}

/**
 * Reads attached text files: through `files.info`, which also tells of Slack Connect files, and a download where it does not
 * carry the text itself (docs.slack.dev/reference/methods/files.info). Every file gives a text or a
 * sentence; rejects when Slack could not be asked now (a rate limit, a failure), so that the post is read again later.
 */
export async function readFiles(
  client: WebClient,
  access: FileAccess,
  log: Pick<Log, 'info'>,
  files: FileRef[],
): Promise<FileTexts> {
  const read = await Promise.all(
    files.slice(0, MOST_FILES).map(async (file) => {
      try {
        return { text: escaped(await readFile(client, access, file)) };
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        log.info({ reason: error.message }, 'a file could not be read');
        return { problem: `I could not read ${file.name}: ${error.message}.` };
      }
    }),
  );
  return {
    texts: read.flatMap(({ text }) => (text === undefined ? [] : [text])),
    problems: [
      ...read.flatMap(({ problem }) => problem ?? []),
      ...(files.length > MOST_FILES
        ? [`I read the first ${MOST_FILES} files of a message and left out ${files.length - MOST_FILES}.`]
        : []),
    ],
  };
}

/** A Slack message -> all its text, that of its files included, and what of them could not be read. Rejects like `readFiles`. */
export async function readWhole(
  client: WebClient,
  access: FileAccess,
  log: Pick<Log, 'info'>,
  message: SlackText,
): Promise<{ text: string; problems: string[] }> {
  const { texts, problems } = await readFiles(client, access, log, filesToRead(message.files));
  return { text: [messageText(message), ...texts].join('\n'), problems };
}

async function readFile(client: WebClient, access: FileAccess, { id }: FileRef): Promise<string> {
  const info = await infoOf(client, id);
  const file = info.file;
  if (file && !file.mimetype) throw new UnreadableFile('Slack is still checking it: try again in a minute');
  if (!file) throw new UnreadableFile('Slack does not say what it is');
  if (info.content && !isTruncated(info) && !isTruncated(file)) return info.content;
  if ((file.size ?? 0) > LARGEST)
    throw new UnreadableFile('it is larger than 10 MB; paste the part with the error');
  if (/^(?:image|video|audio)\//.test(file.mimetype ?? ''))
    throw new UnreadableFile('I read text only, no pictures or recordings; paste the error as text');
  const url = file.url_private_download ?? file.url_private;
  if (!url) throw new UnreadableFile('Slack shares no content of it with me; paste the text with the error');
  return await downloadText(url, { ...access, largest: LARGEST });
}

/** A file just sent may still be looked through by Slack, which then does not know what it is; it is asked once more. */
async function infoOf(client: WebClient, id: string): Promise<FilesInfoResponse> {
  const ask = () =>
    client.files.info({ file: id }).catch((error) => {
      throw error instanceof WebAPIPlatformError ? new UnreadableFile(whyRefused(error.data.error)) : error;
    });
  const info = await ask();
  if (!info.file || info.file.mimetype) return info;
  await pause(SCANNED_MS);
  return await ask();
}

/** Slack's documents say so and its types do not. */
function isTruncated(of: object): boolean {
  return 'is_truncated' in of && of.is_truncated === true;
}

function whyRefused(code: unknown): string {
  switch (code) {
    case 'missing_scope':
      return 'I lack the permission files:read; ask who runs me to reinstall the app with its manifest';
    case 'file_not_found':
    case 'file_deleted':
      return 'it was deleted, or is not shared with me';
    case 'access_denied':
    case 'not_visible':
    case 'no_permission':
      return 'it is not shared with me';
    default:
      return 'Slack did not hand it out; try again in a minute, or paste the text';
  }
}

function nameOf(name: unknown): string {
  return typeof name === 'string' && name.trim() !== '' ? `"${name.slice(0, 80)}"` : 'a file';
}
