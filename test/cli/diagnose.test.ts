import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';
import { SEED } from '../knowledge/seed.ts';
import { run } from './run.ts';

const diagnose = (args: string[], input?: string | Buffer, env?: Record<string, string>) =>
  run('diagnose', args, input, env);

describe('diagnose', () => {
  it('prints the verdict card; exit 0', async () => {
    const { code, stdout } = await diagnose([], SEED);
    expect(code).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  it('--json: the answer of docs/contract.md section 2', async () => {
    const { code, stdout } = await diagnose(['--json'], SEED);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      isScimError: true,
      errors: [
        {
          httpStatus: 409,
          scimType: 'uniqueness',
          detail: 'Resource [USER]: with email[example@example.com] already exists.',
          resource: 'User',
          emails: ['example@example.com'],
          wrapper: null,
        },
      ],
      verdict: {
        category: 'duplicate-user',
        article: 'email-held-by-another-account',
        branch: null,
        decidedBy: 'rules',
        candidates: [],
        whoCanFix: 'org-admin',
      },
      facts: [],
    });
  });

  it.each([
    ['nothing', ''],
    ['chat', 'good morning'],
  ])('%s: exit 3, one helpful sentence, an empty answer', async (_what, input) => {
    expect(await diagnose([], input)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('I found no SCIM error in this'),
    });
    const { code, stdout } = await diagnose(['--json'], input);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      isScimError: false,
      errors: [],
      verdict: null,
      steps: [],
      facts: [],
    });
  });

  it('several errors: the first as verdict, all in verdicts', async () => {
    const other =
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"User 7 not found"}';
    const { stdout } = await diagnose(['--json'], `${SEED}}\n${other}`);
    const { verdict, verdicts, errors } = JSON.parse(stdout);
    expect(errors).toHaveLength(2);
    expect(verdict).toEqual(verdicts[0]);
    expect(verdicts.map(({ category }: { category: string }) => category)).toEqual([
      'duplicate-user',
      'not-found',
    ]);
  });

  it('--jsonl: one line each, in order; a bad line does not stop the run', async () => {
    const lines = [
      JSON.stringify({ id: 'a', text: SEED }),
      '{not json',
      JSON.stringify({ id: 7 }),
      '[]',
      'null',
      JSON.stringify({ id: 'b', text: 'hello' }),
    ];
    const { code, stdout } = await diagnose(['--jsonl'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['a', null, 7, null, null, 'b']);
    expect(answers.map((answer) => answer.error !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(answers[0].verdict.article).toBe('email-held-by-another-account');
    expect(answers[5].isScimError).toBe(false);
  });

  it('--jsonl: names that every object has are text like any other', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const odd = (name: string) => ({
      id: name,
      text: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"${name}","detail":"${name}"}`,
    });
    const lines = names.map((name) => JSON.stringify(odd(name)));
    const { code, stdout } = await diagnose(['--jsonl'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers.map(({ errors }) => errors?.[0]?.scimType)).toEqual(names);
    expect(answers.every(({ verdict }) => typeof verdict.category === 'string')).toBe(true);
  });

  it('only successes and skips: exit code 3, and the counts', async () => {
    const log = 'SCIM log\nuser,status,error\nada@example.com,success,\nbob@example.com,skipped,';
    const { code, stdout } = await diagnose([], log);
    expect(code).toBe(3);
    expect(stdout).toContain('none failed: 1 worked, 1 skipped');
    expect(JSON.parse((await diagnose(['--json'], log)).stdout)).toMatchObject({
      errors: [],
      rows: { read: 2, failed: 0, succeeded: 1, skipped: 1, unread: 0 },
    });
  });

  it('reads a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'scim-diagnose-')), 'paste.txt');
    writeFileSync(file, SEED);
    expect((await diagnose([file])).code).toBe(0);
  });

  it('never prints a secret of the paste', async () => {
    const secret = ['Zk9abcd', '1234efgh5678'].join('');
    const { stdout } = await diagnose(
      ['--json'],
      `{"scimType":"odd","status":"418","detail":"got Authorization: Bearer ${secret} twice"}`,
    );
    expect(stdout).toContain('[secret removed]');
    expect(stdout).not.toContain(secret);
  });

  it.each([
    ['an unknown option', ['--what']],
    ['two shapes at once', ['--json', '--jsonl']],
    ['two files', ['a', 'b']],
    ['a file that is not there', ['/nowhere/at/all']],
  ])('%s: exit 2 with the usage or the reason on standard error', async (_what, args) => {
    const { code, stdout, stderr } = await diagnose(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/usage:|cannot use/);
  });

  it('a wrong configuration: exit 2, every problem', async () => {
    const { code, stderr } = await diagnose([], SEED, { PORT: 'many', LOG_LEVEL: 'loud' });
    expect(code).toBe(2);
    expect(stderr).toContain('PORT');
    expect(stderr).toContain('LOG_LEVEL');
  });

  it.each([
    ['200 kB', Buffer.alloc(200_000, 'x')],
    ['binary', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256))],
    ['10,000 nested brackets', Buffer.alloc(10_000, '[')],
  ])('%s ends in order', async (_what, input) => {
    expect([0, 3]).toContain((await diagnose(['--json'], input)).code);
  });
});

describe('diagnose --lookup', () => {
  let atlassian: LocalAtlassian;
  beforeAll(async () => {
    atlassian = await startAtlassian();
  });
  afterAll(() => atlassian.close());
  const env = () => ({
    ATLASSIAN_API_URL: atlassian.apiUrl,
    ATLASSIAN_ORG_ID: atlassian.orgId,
    ATLASSIAN_API_KEY: atlassian.apiKey,
  });

  it('gives the branch that fits the account', async () => {
    const { stdout } = await diagnose(['--json', '--lookup'], SEED.replace('example@', 'unverified@'), env());
    const { verdict, facts } = JSON.parse(stdout);
    expect(verdict).toMatchObject({ branch: 'unverified', whoCanFix: 'account-owner' });
    expect(facts).toContainEqual(
      expect.objectContaining({ name: 'emailVerified', value: false, complete: true }),
    );
  });

  it('makes no call unless it is asked to', async () => {
    const before = atlassian.requests.length;
    await diagnose(['--json'], SEED, env());
    expect(atlassian.requests.length).toBe(before);
  });

  it('says which variable is missing', async () => {
    const { stdout } = await diagnose(['--json', '--lookup'], SEED);
    expect(JSON.parse(stdout).facts[0]).toMatchObject({
      value: 'unknown',
      complete: false,
      reason: expect.stringContaining('ATLASSIAN_ORG_ID'),
    });
  });
});
