import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '../src/knowledge/classify/classify.ts';
import { codeInText } from '../src/knowledge/extract/code-in-text.ts';
import { isHtmlPage, namesScimUrl, strongCue } from '../src/knowledge/extract/cue.ts';
import { emailsIn, percentDecoded } from '../src/knowledge/extract/emails.ts';
import { isEntry } from '../src/knowledge/extract/entry.ts';
import { extract, readPaste } from '../src/knowledge/extract/extract.ts';
import { mayBeSeveral } from '../src/knowledge/extract/failing-unit.ts';
import { fromProse } from '../src/knowledge/extract/from-prose.ts';
import { httpStatusIn } from '../src/knowledge/extract/http-status.ts';
import { isCode, isTalk } from '../src/knowledge/extract/is-talk.ts';
import { jsonObjects, objectsInString } from '../src/knowledge/extract/json-objects.ts';
import { jsonSpans } from '../src/knowledge/extract/json-spans.ts';
import { mayFail, mayHoldCue } from '../src/knowledge/extract/may-hold-cue.ts';
import { toPlainText } from '../src/knowledge/extract/plain-text.ts';
import { piecesOf } from '../src/knowledge/extract/records/pieces.ts';
import { tableIn } from '../src/knowledge/extract/records/table.ts';
import { errorSentence, isProviderSentence } from '../src/knowledge/extract/sentences.ts';
import { furtherBeginnings, unitsOf } from '../src/knowledge/extract/units.ts';
import { wrapperOf } from '../src/knowledge/extract/wrapper.ts';
import { loadKnowledge } from '../src/knowledge/knowledge.ts';
import { tokensOf } from '../src/knowledge/learned/tokens.ts';
import { excerpt } from '../src/knowledge/redact/excerpt.ts';
import { payloadValues } from '../src/knowledge/redact/payload-values.ts';
import { withoutPlaceholders } from '../src/knowledge/redact/placeholders.ts';
import { proseValues } from '../src/knowledge/redact/prose-values.ts';
import { redact, redactTogether } from '../src/knowledge/redact/redact.ts';
import { readingsOf } from '../src/knowledge/secrets/readings.ts';
import { mayHoldSecret, secretsIn, withoutSecrets } from '../src/knowledge/secrets/secrets.ts';
import { accountQuestion } from '../src/knowledge/talk/account-question.ts';
import { scrub } from '../src/slack/payloads/scrub.ts';
import { escaped, messageText } from '../src/slack/read/message-text.ts';

/** The rooms whose functions read what others wrote. */
export const ROOMS = [
  'src/knowledge/extract',
  'src/knowledge/redact',
  'src/knowledge/secrets',
  'src/knowledge/classify',
  'src/slack/read',
];

export type Reader = (text: string) => unknown;

const knowledge = loadKnowledge();
const [seen] = extract('SCIM error 409');

/** Every function of these rooms that takes foreign text of any length, by its name; some of them in several places of a text. */
export const READERS: Record<string, Reader> = {
  extract,
  'extract after a cue': (text) => extract(`SCIM error 409 ${text}`),
  'extract before a cue': (text) => extract(`${text} SCIM error 409`),
  'extract in a detail': (text) => extract(`{"status":"409","scimType":"uniqueness","detail":"${text}"}`),
  'extract in a list': (text) => extract(`{"Operations":[${text}]}`),
  readPaste,
  'readPaste in a table': (text) => readPaste(`user,status,error\nada@example.com,failed,"${text}"`),
  'readPaste in an event': (text) =>
    readPaste(JSON.stringify({ eventType: 'application.provision.user.push', outcome: { reason: text } })),
  piecesOf,
  tableIn,
  mayBeSeveral,
  unitsOf: (text) => unitsOf(text, [], []),
  furtherBeginnings,
  isEntry: (text) => isEntry(text),
  isProviderSentence,
  fromProse: (text) => fromProse(text),
  codeInText,
  mayHoldCue,
  mayFail,
  isHtmlPage,
  namesScimUrl,
  strongCue: (text) => strongCue(text, { inScimForm: false, certain: null }),
  emailsIn,
  percentDecoded: (text) => percentDecoded(text, () => ' '),
  httpStatusIn: (text) => httpStatusIn(text, true),
  isTalk,
  isCode,
  jsonObjects,
  objectsInString,
  jsonSpans,
  toPlainText,
  errorSentence: (text) => errorSentence(text, { statusFails: false, isAbout: true }),
  wrapperOf: (text) => wrapperOf(text, { nested: false, from: text.length }),
  classify: (text) => seen && classify({ ...seen, detail: text, text }, knowledge),
  'learned.score': (text) => knowledge.learned.score(text, undefined),
  tokensOf: (text) => tokensOf(text, text.length),
  excerpt: (text) => excerpt({ text, detail: 'x' }),
  payloadValues,
  proseValues,
  withoutPlaceholders,
  // A model sees an excerpt of what was pasted; the rest says whom it is about.
  redact: (text) => redact(text.slice(0, 4000), text),
  redactTogether: (text) => redactTogether(['x', text.slice(0, 4000)], [text]),
  withoutSecrets,
  secretsIn,
  mayHoldSecret,
  readingsOf,
  scrub: (text) => scrub(inPieces(text)),
  messageText: (text) => messageText({ text, ...inPieces(text) }),
  escaped,
  accountQuestion: (text) => accountQuestion(text, { addressed: true }),
};

/** A Slack message whose text is spread over pieces of rich text, each with a word that a secret follows. */
function inPieces(text: string) {
  const size = 400;
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => [
    { type: 'text', text: text.slice(i * size, (i + 1) * size) },
    { type: 'text', text: ' Bearer a1b2c3d4e5 ' },
  ]);
  const elements = [{ type: 'rich_text_section', elements: pieces.flat() }];
  return { blocks: [{ type: 'rich_text', elements }] };
}

/** The words that stand in the patterns and sentences of these rooms, each once. */
export function wordsOfPatterns(): string[] {
  const root = join(import.meta.dirname, '..');
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, room, name)),
  );
  const literals = files.flatMap((file) => readFileSync(file, 'utf8').match(/[/'`][^\n]{6,}[/'`]/g) ?? []);
  return [...new Set(literals.join('\n').match(/(?<![\w\\])[A-Za-z]{4,30}(?!\w)/g))];
}
