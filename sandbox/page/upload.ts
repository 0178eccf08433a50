import type { Upload } from '../slack/files.ts';

/** Text files for which browsers report no type. */
const TEXT = /\.(?:txt|log|json|csv|tsv|xml|ya?ml|md|har|ndjson)$/i;
const PRETTY: Record<string, string> = {
  txt: 'Plain Text',
  log: 'Plain Text',
  json: 'JSON',
  csv: 'CSV',
  xml: 'XML',
};

/** Prepares a file from the browser for Slack. Text becomes a snippet. */
export function uploadOf(name: string, mimetype: string, content: Buffer): Upload {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const isText = mimetype.startsWith('text/') || TEXT.test(name);
  const pretty_type = PRETTY[ending] ?? (isText ? 'Plain Text' : ending.toUpperCase() || 'Binary');
  if (!isText) {
    return {
      name,
      mode: 'hosted',
      mimetype: mimetype || 'application/octet-stream',
      filetype: ending || 'binary',
      pretty_type,
      content,
    };
  }
  const text = content.toString('utf8');
  const filetype = ending === '' || ending === 'txt' || ending === 'log' ? 'text' : ending;
  return { name, mode: 'snippet', mimetype: mimetype || 'text/plain', filetype, pretty_type, content: text };
}
