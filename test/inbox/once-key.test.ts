import { expect, test } from 'vitest';
import { markKey, type OnceKey, onceKey } from '../../src/inbox/once-key.ts';

const post = { teamId: 'T1', channel: 'C1', ts: '1764000000.000100' };
const press = { teamId: 'T1', channel: 'D1', id: '12.34.ab' };
const card = 'T1:C1:1764000000.000100';

/** Files of earlier versions contain these strings. A changed string would send a message a second time. */
test.each<[string, OnceKey]>([
  ['T1:C1:1764000000.000100', { kind: 'reply', post }],
  ['T1:D1:12.34.ab', { kind: 'press', press }],
  [
    'T1:D1:cases:T1:C1:1764000000.000100:general-duplicate-user',
    { kind: 'cases', press, card, article: 'general-duplicate-user' },
  ],
  ['aside:T1:C1:1764000000.000100:', { kind: 'aside', post, version: '' }],
  ['aside:T1:C1:1764000000.000100:1764000009.000200', { kind: 'aside', post, version: '1764000009.000200' }],
  ['warning:T1:C1:1764000000.000100', { kind: 'warning', post, version: '' }],
  [
    'warning:T1:C1:1764000000.000100:1764000009.000200',
    { kind: 'warning', post, version: '1764000009.000200' },
  ],
  ['notice:17', { kind: 'notice', job: '17' }],
  [
    'escalation:T1:C1:1764000000.000100:general-duplicate-user:C0ESCALATE',
    { kind: 'escalation', card, article: 'general-duplicate-user', target: 'C0ESCALATE' },
  ],
  ['escalation:kept:1:null:U1', { kind: 'escalation', card: 'kept:1', article: null, target: 'U1' }],
])('%s', (stored, key) => {
  expect(onceKey(key)).toBe(stored);
});

test.each([
  ['deleted:T1:C1:1764000000.000100', 'deleted'],
  ['version:T1:C1:1764000000.000100', 'version'],
] as const)('%s', (stored, mark) => {
  expect(markKey(mark, post)).toBe(stored);
});
