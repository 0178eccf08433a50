import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../cli/run.ts';
import { says, startModel } from '../model/local-model.ts';

let model: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  model = await startModel();
});
afterAll(() => model.close());

const error = (detail: string) =>
  JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '418', detail });
const ROWS = [
  {
    id: 'one',
    text: error('The kettle sings a song'),
    isScimError: true,
    errorClass: 'other',
    article: 'entra-quarantine',
  },
  { id: 'two', text: error('The kettle hums a tune'), isScimError: true, errorClass: 'forbidden' },
  { id: 'none', text: error('The kettle is a teapot'), isScimError: true, errorClass: 'other' },
  {
    id: 'by-rules',
    text: 'Resource [USER]: with email[a@example.com] already exists. SCIM',
    isScimError: true,
    errorClass: 'duplicate-user',
  },
];
const file = join(mkdtempSync(join(tmpdir(), 'eval-')), 'rows.jsonl');
writeFileSync(file, ROWS.map((row) => JSON.stringify(row)).join('\n'));

/** Counts what the stand-in was told to say; how good a model is, no stand-in can show. */
it('--model says what a model added to the rules', async () => {
  model.answer((response, asked) => {
    const ids = asked.data.includes('sings')
      ? ['entra-quarantine']
      : asked.data.includes('tune')
        ? ['entra-multiple-matches', 'entra-quarantine']
        : [];
    says(JSON.stringify({ articles: ids, quote: ids.length > 0 ? 'The kettle' : '' }), 120)(response, asked);
  });
  const env = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: model.baseUrl };
  const { code, stdout } = await run('eval', ['--model', file], '', env);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'model: asked about 3 errors that the rules left without an article, and 0 texts that are none',
  );
  expect(stdout).toContain('questions: 3 answered');
  expect(stdout).toContain('coverage: one article named 33.3 % (1/3), two 33.3 % (1/3)');
  expect(stdout).toContain('precision, category of the one: 100.0 % (1/1)');
  expect(stdout).toContain('precision, the article itself: 100.0 % (1/1)');
  expect(stdout).toContain('one of the two has the right category: 0.0 % (0/1)');
  expect(stdout).toContain('tokens: 360 in all, 120 a question');
  expect(stdout).toMatch(/time: median \d+ ms, 95th percentile \d+ ms/);
  expect(model.asked).toHaveLength(3);
});

it('says why no model was asked', async () => {
  const { code, stdout } = await run('eval', ['--model', file]);
  expect(code).toBe(0);
  expect(stdout).toContain('model: not asked, because OPENAI_API_KEY is not set');
});

it.each([
  [['no-such-file.jsonl'], /no such file/],
  [['--models'], /--models/],
  [[import.meta.filename], /eval\.test\.ts:1: /],
])('%j: says what is wrong', async (args, words) => {
  const { code, stderr } = await run('eval', args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
  expect(stderr).not.toContain('    at ');
});
