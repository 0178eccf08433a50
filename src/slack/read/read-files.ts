import { setTimeout as pause } from 'node:timers/promises';
import { type FilesInfoResponse, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { foreign } from '../../card/foreign.ts';
import { RunFailure } from '../../inbox/run-failure.ts';
import type { Log } from '../../log.ts';
import { asRunFailure } from '../failure.ts';
import { downloadText, UnreadableFile } from './download-text.ts';
import { escaped, isWholePreview } from './message-text.ts';

/** An attached file; of a Slack Connect file only the id may be known. */
export type FileRef = { id: string; name: string };

/**
 * Texts in Slack's wire form, and a sentence for each file that could not be read. `failure`: why one of them could not be read just
 * now, though it may be later; null: no such failure.
 */
export type FileTexts = { texts: string[]; problems: string[]; failure: unknown };

/** How files are fetched. `apiUrl`: base of the Web API, whose host may serve files too. */
export type FileAccess = { client: WebClient; token: string; apiUrl: string; log: Pick<Log, 'info'> };

/** Files read per post. */
const MOST_FILES = 5;
/** Wait (ms) for Slack to check a new file. */
const SCANNED_MS = 1500;
/** bytes */
const LARGEST = 10 * 1024 * 1024;

/** The files of a Slack message that must be fetched: all but snippets whose whole text is in the message. */
export function filesToRead(files: unknown): FileRef[] {
  if (!Array.isArray(files)) return [];
  return files
    .filter((file) => typeof file?.id === 'string' && !isWholePreview(file))
    .map(({ id, name, title }) => ({ id, name: nameOf(name ?? title) }));
}

/**
 * Reads attached text files through `files.info`, which also knows Slack Connect files, and downloads them if it does not contain the
 * text (docs.slack.dev/reference/methods/files.info). Never rejects: the words beside a file are answered without it.
 */
export async function readFiles(access: FileAccess, files: FileRef[]): Promise<FileTexts> {
  const texts: string[] = [];
  const problems: string[] = [];
  let failure: unknown = null;
  const tried = await Promise.all(files.slice(0, MOST_FILES).map((file) => tryFile(access, file)));
  for (const read of tried) {
    if ('text' in read) texts.push(read.text);
    else problems.push(read.problem);
    if ('failure' in read) failure ??= read.failure;
  }
  if (files.length > MOST_FILES)
    problems.push(
      `I read the first ${MOST_FILES} files of a message and left out ${files.length - MOST_FILES}.`,
    );
  return { texts, problems, failure };
}

type Tried = { text: string } | { problem: string; failure?: unknown };

async function tryFile(access: FileAccess, file: FileRef): Promise<Tried> {
  try {
    return { text: escaped(await readFile(access, file)) };
  } catch (error) {
    const problem = (why: string) => `I could not read ${file.name}: ${why}.`;
    if (error instanceof UnreadableFile) {
      access.log.info({ reason: error.message }, 'a file could not be read');
      return { problem: problem(error.message) };
    }
    access.log.info({ reason: String(error) }, 'a file could not be fetched');
    return { problem: problem('Slack did not deliver it just now'), failure: asFileFailure(error) };
  }
}

/** Slack's Web API, its file host or the connection failed; none of that is a fault of the post. */
function asFileFailure(error: unknown): unknown {
  const known = asRunFailure(error);
  return known instanceof RunFailure ? known : new RunFailure(`a file: ${error}`, 'outage', error);
}

async function readFile({ client, token, apiUrl }: FileAccess, { id }: FileRef): Promise<string> {
  const info = await infoOf(client, id);
  const file = info.file;
  if (!file) throw new UnreadableFile('Slack does not say what it is');
  if (!file.mimetype) throw new UnreadableFile('Slack is still checking it: try again in a minute');
  if (info.content && !isTruncated(info) && !isTruncated(file)) return info.content;
  if ((file.size ?? 0) > LARGEST)
    throw new UnreadableFile('it is larger than 10 MB; paste the part with the error');
  if (/^(?:image|video|audio)\//.test(file.mimetype))
    throw new UnreadableFile('I read text only, no images or recordings; paste the error as text');
  const url = file.url_private_download ?? file.url_private;
  if (!url)
    throw new UnreadableFile('Slack does not share its content with me; paste the text with the error');
  return await downloadText(url, { token, apiUrl, largest: LARGEST });
}

/** Slack may still be checking a new file and not know its type, so it is asked once more. */
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

/** Documented, but missing in Slack's types. */
function isTruncated(of: object): boolean {
  return 'is_truncated' in of && of.is_truncated === true;
}

function whyRefused(code: unknown): string {
  switch (code) {
    case 'missing_scope':
      return 'I lack the permission files:read; ask my operator to reinstall the app with its manifest';
    case 'file_not_found':
    case 'file_deleted':
      return 'it was deleted, or is not shared with me';
    case 'access_denied':
    case 'not_visible':
    case 'no_permission':
      return 'it is not shared with me';
    default:
      return 'Slack did not provide it; try again in a minute, or paste the text';
  }
}

function nameOf(name: unknown): string {
  return typeof name === 'string' && name.trim() !== ''
    ? `"${foreign(name, 80).replace(/[*_~`]/g, ' ')}"`
    : 'a file';
}
