import { text } from '../arguments.ts';
import { fileObject, type StoredFile } from '../files.ts';
import { type Method, refused } from './method.ts';

/** https://docs.slack.dev/reference/methods/files.info */
export const fileMethods: Record<string, Method> = {
  'files.info': (args, { state }) => {
    const file = state.files.get(text(args, 'file')) as StoredFile | undefined;
    if (!file || file.trouble === 'hidden') return refused('file_not_found');
    if (file.trouble === 'deleted') return refused('file_deleted');
    const { content, mode, shownInInfo = Number.POSITIVE_INFINITY } = file;
    const isSnippet = mode === 'snippet' && file.trouble === undefined && typeof content === 'string';
    const shown = isSnippet ? { content: content.slice(0, shownInInfo) } : {};
    const is_truncated = isSnippet && content.length > shownInInfo;
    return { ok: true, file: fileObject(file), ...shown, ...(isSnippet ? { is_truncated } : {}) };
  },
};
