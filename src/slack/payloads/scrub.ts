import { nameOf } from '../../knowledge/secrets/names.ts';
import {
  CUT,
  cut,
  mayHoldSecret,
  type Secret,
  secretsIn,
  withoutSecrets,
} from '../../knowledge/secrets/secrets.ts';

type Node = Record<string, unknown>;

/** Fields of a Slack message that people read, wherever they are. */
const SHOWN =
  /^(?:text|url|value|title|pretext|fallback|footer|author_name|alt_text|preview|name|content|initial_comment|command)$/;
/** All that is read of a file in a message. Its addresses repeat its name in Slack's own spelling, and its HTML preview cuts secrets into pieces. */
const OF_FILE =
  /^(?:id|name|title|mode|filetype|mimetype|size|preview|preview_is_truncated|file_access|lines|user|created)$/;
/** A post as it was before an edit: it is cleaned, but nobody is told of it. */
const BEFORE = 'previous_message';
/** Slack's own, which are needed as they are and hold nothing that people wrote. */
const OF_SLACK =
  /^(?:response_urls?|private_metadata|trigger_id|client_msg_id|type|ts|id|action_id|block_id|event_context)$|_(?:id|ts)$/;

/**
 * A request or message of Slack without secrets, also where one is spread over pieces of rich text, blocks, cells, fields or attachments,
 * or where a name and its value are apart. `kinds`: what was cut out.
 */
export function scrub<T>(value: T): { value: T; kinds: string[] } {
  const all: string[] = [];
  const file = addStrings(value, all);
  if (!file && !mayHoldSecret(all.join('\n')) && !mayBeSpread(piecesOf(value))) return { value, kinds: [] };
  const kinds = new Set<string>();
  return { value: cleaned(acrossPieces(value, kinds), kinds) as T, kinds: [...kinds] };
}

/** Most keys are passed by this, before their name is read. */
const SUSPECT = /key|token|secret|pass|pwd|cookie|auth|cred|sig|saml|assert|session|jwt|bearer/;

/** Adds every string in a value, keys too. True: there is a file in it, of which not everything is kept. */
function addStrings(value: unknown, strings: string[]): boolean {
  if (typeof value === 'string') strings.push(value);
  if (typeof value !== 'object' || value === null) return false;
  let file = isFile(value);
  for (const key in value) {
    if (!OF_SLACK.test(key)) {
      const item = (value as Node)[key];
      // Slack's own keys are in small letters; one of them that names a secret counts with its value.
      if (!/^[a-z\d_]*$/.test(key) || (typeof item === 'string' && SUSPECT.test(key))) strings.push(key);
      file = addStrings(item, strings) || file;
    }
  }
  return file;
}

const isFile = (value: object) => 'url_private' in value || 'preview_highlight' in value;

function cleaned(value: unknown, kinds: Set<string>): unknown {
  if (typeof value === 'string') return cleanedText(value, kinds);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, kinds));
  if (typeof value !== 'object' || value === null) return value;
  const file = isFile(value);
  const entries = Object.entries(value).filter(([key]) => !file || OF_FILE.test(key));
  return Object.fromEntries(
    entries.map(([key, item]) => [cleanedText(key, kinds), itemOf(key, item, kinds)]),
  );
}

function itemOf(key: string, item: unknown, kinds: Set<string>): unknown {
  if (OF_SLACK.test(key)) return item;
  if (key === BEFORE) return scrub(item).value;
  return ofName(key, item, kinds) ?? cleaned(item, kinds);
}

function cleanedText(text: string, kinds: Set<string>): string {
  const clean = withoutSecrets(text);
  for (const kind of clean.kinds) kinds.add(kind);
  return clean.text;
}

/** `{ "Authorization": "x" }`: the key is the name. */
function ofName(key: string, value: unknown, kinds: Set<string>): unknown {
  if (typeof value !== 'string' || SHOWN.test(key)) return null;
  const line = `"${key}": ${JSON.stringify(value)}`;
  return secretsIn(line).length > 0 && withoutSecrets(value).kinds.length === 0 ? named(line, kinds) : null;
}

function named(line: string, kinds: Set<string>): string {
  cleanedText(line, kinds);
  return CUT;
}

/** A text within the value, and what stands between it and the one before. */
type Piece = { holder: Node; key: string; before: string };

/** The value with its texts read as one, in order. It is copied only if there is something to cut. */
function acrossPieces<T>(value: T, kinds: Set<string>): T {
  if (secretsOf(piecesOf(value)).length === 0) return value;
  const copy = structuredClone(value);
  const pieces = piecesOf(copy);
  const secrets = secretsOf(pieces);
  for (const { kind } of secrets) kinds.add(kind);
  let offset = 0;
  let next = 0;
  for (const { holder, key, before } of pieces) {
    offset += before.length;
    const text = String(holder[key]);
    const end = offset + text.length;
    while ((secrets[next]?.end ?? Infinity) <= offset) next += 1;
    const inside: Secret[] = [];
    for (let i = next; (secrets[i]?.start ?? Infinity) < end; i += 1) inside.push(secrets[i] as Secret);
    if (inside.length > 0) {
      holder[key] = cut(text, offset, inside);
      // The address of a link says what its text says.
      if (key === 'text' && 'url' in holder) holder.url = CUT;
    }
    offset = end;
  }
  return copy;
}

function secretsOf(pieces: Piece[]): Secret[] {
  return secretsIn(textOf(pieces));
}

/** A hint may be spread over the pieces of one line. */
function mayBeSpread(pieces: Piece[]): boolean {
  return pieces.some(({ before }, i) => i > 0 && before === '') && mayHoldSecret(textOf(pieces));
}

function textOf(pieces: Piece[]): string {
  return pieces.map(({ holder, key, before }) => before + String(holder[key])).join('');
}

function piecesOf(value: unknown): Piece[] {
  const pieces: Piece[] = [];
  collect(value, '\n', pieces);
  return pieces;
}

/** One line, whose words may have different looks. */
function isLine({ type, elements }: Node): boolean {
  return (
    (type === undefined || /^rich_text_(?:section|preformatted|quote)$/.test(String(type))) &&
    Array.isArray(elements)
  );
}

/** `before`: what separates this from the text before it. A value follows its name, a cell the head of its column. */
function collect(value: unknown, before: string, pieces: Piece[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    collectAll(value, before, '\n', pieces);
    return;
  }
  const node = value as Node;
  if (Array.isArray(node.rows)) {
    collectRows(node.rows, pieces);
    return;
  }
  if (isLine(node)) {
    collectAll(node.elements as unknown[], before, '', pieces);
    return;
  }
  for (const key in node) {
    const item = node[key];
    if (key === BEFORE) continue;
    if (typeof item !== 'string') collect(item, key === 'elements' ? before : '\n', pieces);
    else if (SHOWN.test(key) && !(key === 'url' && typeof node.text === 'string'))
      pieces.push({
        holder: node,
        key,
        before: key === 'value' && nameOf(String(node.title ?? node.name ?? '')) ? ': ' : before,
      });
  }
}

function collectAll(values: unknown[], first: string, others: string, pieces: Piece[]): void {
  for (const [i, value] of values.entries()) collect(value, i === 0 ? first : others, pieces);
}

function collectRows(rows: unknown[], pieces: Piece[]): void {
  const cells = rows.map((row) => (Array.isArray(row) ? row : []));
  const heads = (cells[0] ?? []).map((cell) =>
    piecesOf(cell)
      .map(({ holder, key }) => String(holder[key]))
      .join(''),
  );
  for (const [y, row] of cells.entries()) {
    for (const [x, cell] of row.entries()) {
      const head = heads[x] ?? '';
      collect(cell, y > 0 && nameOf(head) ? `\n${head}: ` : '\n', pieces);
    }
  }
}
