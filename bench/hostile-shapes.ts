/** Pieces that, repeated, made some pattern try again and again, or that a reader counts, opens, decodes or looks behind. */
const PIECES: Record<string, string> = {
  spaces: ' ',
  tabs: '\t',
  'line breaks': '\n',
  'Windows line breaks': '\r\n',
  'hard spaces': '\u00a0',
  'zero-width spaces': '\u200b',
  'half characters': '\ud800',
  'double quotes': '"',
  'quotes and spaces': '" ',
  'quoted letters': '"x ',
  'single quotes': "'",
  'smart quotes': '“',
  'back-ticks': '`',
  'back-slashes': '\\',
  'escaped quotes': '\\"',
  'escaped objects': '{\\"a\\":',
  'open braces': '{',
  'open objects': '{"a": ',
  'open objects and lists': '{"a":[',
  'objects one after the other': '{"a":1}',
  'wide objects': '"a":1,',
  'strings that do not close': '{"a":"b',
  'closing braces': '}',
  'open brackets': '[',
  'closing brackets': ']',
  parentheses: '(',
  'closing parentheses': ')',
  letters: 'a',
  capitals: 'A',
  'mixed case': 'aB',
  underscores: '_',
  digits: '1',
  'opaque ids': 'a1',
  hyphens: '-',
  dots: '.',
  'letters and dots': 'a.',
  'words of one letter': 'a ',
  accents: 'é',
  'Chinese words': '日',
  emoji: '😀',
  at: '@',
  'half addresses': 'a@',
  'addresses without an end': 'a@b.',
  addresses: 'a@b.example ',
  'conflict addresses': '+atlassian_conflict',
  'long conflict addresses': 'a+atlassian_conflict@',
  'open tags': '<',
  'half tags': '<a',
  'XML errors': '<Error><',
  entities: '&lt;',
  'entities of entities': '&amp;',
  'mail tokens': '<mailto:a@b.com|',
  'link tokens': '<https://a',
  'quote marks': '> ',
  commas: ',',
  colons: ':',
  semicolons: '; ',
  equals: '=',
  bars: '| ',
  'percent signs': '%',
  'encoded at signs': '%40',
  'encoded letters': '%e2',
  'URL beginnings': 'http://',
  'long paths': '/a',
  'SCIM paths': '/scim',
  'SCIM names': 'scim ',
  'SCIM names with hyphens': 'scim-',
  'SCIM exceptions cut off': 'a.scim.',
  'provisioning named': 'provisioning ',
  statuses: '409 ',
  'status lines': 'HTTP/1.1 409\n',
  'keys and values': 'a: b\n',
  'log lines': '2026-11-29 10:00 ERROR a: b\n',
  'stack traces': '\n at a.b (',
  'web answers': 'Web Response: ',
  'remote servers': 'Errors reported by remote server: ',
  'pushes without an end': 'Automatic provisioning of user ',
  'resources without an end': 'Resource [USER: with email[',
  'user failures cut off': "Failed to create User 'a",
  'causes half said': 'user must not already domain filter path ',
  'bearer tokens cut off': 'Bearer ',
  'headers cut off': 'Authorization: ',
  'web tokens': 'eyJaaaaaa',
  'web tokens with dots': 'eyJaaaaaa.',
  'web tokens in italics': '_eyJ-',
  keys: 'key',
  'keys assigned': 'key=',
  'keys of objects': '"key":"',
  'tokens of objects': '"token":"a",',
  'names of secrets': 'token ',
  'names of secrets in a sentence': 'token: must ',
  'names of secrets with tabs': 'token\tis\t',
  'names of secrets in rows': 'token | ',
  'names of secrets as tags': '<token>',
  'names of secrets as lines': 'secret\n',
  'passwords cut off': 'password: ',
  cookies: 'cookie: a=b; ',
  'headers that do not close': 'Authorization="',
  'headers in a sentence': 'x Authorization: Bearer ',
  'pairs that do not close': '"name":"token","value":"',
  'values without names': '"value":"',
  'encoded ASCII': '%41',
  'escaped letters': '\\u0041',
  'full-width letters': '\uff21',
  'addresses with logins': 'http://a:b@',
  'logins cut off': '://a:',
  'half Okta keys': '00',
  'SAML responses cut off': '<samlp:Response ',
  'private keys cut off': '-----BEGIN PRIVATE KEY-----',
  'lines of tokens': 'abcdefghijklmnopqrst7\n',
  'command lines': 'curl -u a -b a=b ',
  'table rows': 'Error,409,"a"\n',
  'JSON lines': '{"status":"409","detail":"a"}\n',
  lists: '[{"a":[1,2]},',
};

/** A hostile text of `length` characters. */
export type Shape = (length: number) => string;

const repeated =
  (piece: string): Shape =>
  (length) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Pieces that are never twice the same. */
const NUMBERED: Record<string, (i: number) => string> = {
  'different addresses': (i) => `user${i}.x${i * 7}@acme${i}.example `,
  'different ids': (i) => `/Users/${i}abc${i * 31} `,
  'different people': (i) => `user 'Jane${i} Doe${i}' failed. `,
  'different names': (i) => `"displayName": "Jane${i} Doe${i}", `,
  'different errors': (i) => `{"status":"409","detail":"u${i} exists","userName":"u${i}"},`,
  'different rows': (i) => `2026-11-29T10:00:${i}Z,Failure,409,user${i}@acme.example,already exists\n`,
  'different lines': (i) => `Nov 29 10:00:${i} Failed to create User 'u${i}' in scim: StatusCode: Conflict\n`,
};

function numbered(piece: (i: number) => string): Shape {
  return (length) => {
    const pieces: string[] = [];
    for (let i = 0, reached = 0; reached < length; i += 1) {
      pieces.push(piece(i));
      reached += piece(i).length;
    }
    return pieces.join('');
  };
}

function jsonWithin(length: number): string {
  let text = '{"status":"409","detail":"x"}';
  while (text.length < length / 2.2) text = JSON.stringify({ a: text, b: text.slice(0, 10) });
  return text;
}

/** `words`: the literal words of the patterns under test, which are repeated whole, by halves and in long runs of each. */
export function hostileShapes(words: string[]): [name: string, shape: Shape][] {
  const halves = words.map((word) => word.slice(0, Math.ceil(word.length / 2)));
  return [
    ...Object.entries(PIECES).map(([name, piece]): [string, Shape] => [name, repeated(piece)]),
    ...Object.entries(NUMBERED).map(([name, piece]): [string, Shape] => [name, numbered(piece)]),
    ['one long value', (length) => `{"status":"409","detail":"${'a '.repeat(length / 2)}"}`],
    ['a wide object', (length) => `{${numbered((i) => `"k${i}":${i},`)(length)}"z":1}`],
    ['a wide person', (length) => `{"userName":"x",${numbered((i) => `"k${i}":"v${i}",`)(length)}"z":1}`],
    ['a PATCH path of brackets', (length) => `{"op":"replace","path":"${'['.repeat(length)}","value":"x"}`],
    ['JSON within JSON', jsonWithin],
    ['deep objects', (length) => repeated(`${'{"a":'.repeat(60)}1${'}'.repeat(60)} `)(length)],
    ['too deep objects', (length) => repeated(`${'{"a":'.repeat(70)} x `)(length)],
    ['words of the patterns', repeated(words.join(' '))],
    ['words of the patterns, backwards', repeated(words.toReversed().join(' '))],
    ['halves of the words', repeated(halves.join(' '))],
    [
      'each word in a run',
      (length) => words.map((word) => repeated(`${word} `)(length / words.length)).join(''),
    ],
  ];
}
