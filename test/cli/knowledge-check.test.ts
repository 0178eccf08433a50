import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArticleError } from '../../src/knowledge/article/problem.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { run } from './run.ts';

const ARTICLE = `---
id: badge-number-taken
title: The badge number is taken
category: duplicate-user
matches:
  - detail: 'badge number .+ is taken'
audience: public
whoCanFix: org-admin
owner: helpdesk
lastReview: 2026-11-26
sources: [https://example.com/badges]
---

## What it means

Two people have the same badge number.

## Steps

1. [org admin] Give one of them another number.

## How to verify

- Push again.

## When to escalate

Never.
`;

const SAMPLE =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"The badge number 7 is taken"}';

/** A mounted directory holding the article, changed, and its samples. */
function mounted(
  change: (article: string) => string = (article) => article,
  samples = [SAMPLE],
  name = 'badge-number-taken',
) {
  const directory = mkdtempSync(join(tmpdir(), 'scim-knowledge-'));
  writeFileSync(join(directory, `${name}.md`), change(ARTICLE));
  mkdirSync(join(directory, 'samples', 'badge-number-taken'), { recursive: true });
  for (const [i, sample] of samples.entries())
    writeFileSync(join(directory, 'samples', 'badge-number-taken', `${i}.txt`), sample);
  return directory;
}
const check = (directory: string) => run('knowledge:check', [], '', { KNOWLEDGE_DIR: directory });

describe('knowledge:check', () => {
  it('our own articles are in order', async () => {
    const { code, stdout, stderr } = await run('knowledge:check', []);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +category +samples +owner +last review$/m);
  });

  it('a mounted article stands in the table and answers its sample', async () => {
    const directory = mounted();
    const { code, stdout } = await check(directory);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^badge-number-taken +duplicate-user +1 +helpdesk +2026-11-26$/m);
    const answer = await run('diagnose', ['--json'], SAMPLE, { KNOWLEDGE_DIR: directory });
    expect(JSON.parse(answer.stdout).verdict.article).toBe('badge-number-taken');
  });

  it.each<[string, string, RegExp]>([
    [
      'an unknown field',
      mounted((a) => a.replace('owner:', 'onwer: x\nowner:')),
      /badge-number-taken\.md:9: front matter: .*onwer/,
    ],
    [
      'an unknown look-up',
      mounted((a) => a.replace('audience:', 'lookups: [shoe-size]\naudience:')),
      /badge-number-taken\.md:7: front matter: .*account-by-email/,
    ],
    [
      'broken YAML',
      mounted((a) => a.replace('title: ', 'title: "')),
      /badge-number-taken\.md:\d+: front matter is not valid YAML/,
    ],
    [
      'a date in another form',
      mounted((a) => a.replace('2026-11-26', '26.11.2026')),
      /badge-number-taken\.md:10: front matter: lastReview: write the date as year-month-day, such as 2026-11-29/,
    ],
    [
      'a pattern without quotes',
      mounted((a) => a.replace("'badge number .+ is taken'", 'badge: number is taken')),
      /badge-number-taken\.md:\d+: front matter is not valid YAML: .* single quotes/,
    ],
    [
      'no front matter',
      mounted((a) => a.replace('---\n', '')),
      /badge-number-taken\.md:1: no front matter found; the file must start with/,
    ],
    [
      'a missing section',
      mounted((a) => a.replace('## How to verify', '## Internal: x')),
      /badge-number-taken\.md:1: section "## How to verify" is missing/,
    ],
    [
      'an unknown heading',
      mounted((a) => a.replace('## Steps', '## Stepps')),
      /badge-number-taken\.md:18: unknown heading "## Stepps"/,
    ],
    [
      'another file name',
      mounted(undefined, [SAMPLE], 'badge'),
      /badge\.md:2: the file must be named "badge-number-taken\.md"/,
    ],
    [
      'a missing sample',
      mounted(undefined, []),
      /badge-number-taken\.md:1: 0 samples in .*; expected at least 1/,
    ],
    [
      'a sample of another article',
      mounted(undefined, [SAMPLE.replace('badge number 7 is taken', 'userName is taken')]),
      /0\.txt:1: answered by general-duplicate-user; expected badge-number-taken/,
    ],
    [
      'a sample that is no error',
      mounted(undefined, ['hello']),
      /0\.txt:1: nothing in this sample reads as an error/,
    ],
    [
      'a step that Slack would cut',
      mounted((a) => a.replace('another number', 'x'.repeat(2900))),
      /badge-number-taken\.md:20: this step takes 2930 characters in Slack, which shows 2800; split it/,
    ],
    [
      'a step that Slack would cut because of what escaping adds',
      mounted((a) => a.replace('another number', '& '.repeat(600))),
      /badge-number-taken\.md:20: this step takes 3630 characters in Slack/,
    ],
    [
      'a section that Slack would cut',
      mounted((a) => a.replace('Two people', 'People '.repeat(500))),
      /badge-number-taken\.md:16: this section takes \d+ characters in Slack/,
    ],
    [
      'a step that keeps quiet about what it costs',
      mounted((a) => a.replace('Give one of them another number', 'Restart provisioning and wait for it')),
      /badge-number-taken\.md:20: this step restarts provisioning: say that a restart runs a full cycle/,
    ],
    [
      'steps of two words',
      mounted((a) => a.replace('Give one of them another number', 'Fix it')),
      /badge-number-taken\.md:20: "## Steps" says too little: 2 words; expected at least 5/,
    ],
    [
      'a misspelt role',
      mounted((a) => a.replace('[org admin]', '[orgadmin]')),
      /badge-number-taken\.md:20: unknown role "\[orgadmin\]"/,
    ],
    [
      'a table',
      mounted((a) => a.replace('number.\n\n##', 'number.\n\n| a |\n|---|\n\n##')),
      /badge-number-taken\.md:19: not shown on a card: a table/,
    ],
    [
      'a dead reference',
      mounted((a) => a.replace('Push again', 'See [there](not-there.md)')),
      /badge-number-taken\.md:24: refers to not-there\.md, which does not exist/,
    ],
    [
      'internal material in a public part',
      mounted((a) => a.replace('Push again', 'For our eyes only')),
      /badge-number-taken\.md:24: internal material in a public part/,
    ],
    [
      'a pattern that is none',
      mounted((a) => a.replace('badge number .+', 'badge (number')),
      /badge-number-taken\.md:6: front matter: matches\.0\.detail: the pattern .* is not a regular expression/,
    ],
    [
      'overlap on a sample',
      mounted(
        (a) => a.replace("'badge number .+ is taken'", "'number'\n  - scimType: uniqueness"),
        ['{"status":"400","scimType":"tooMany","detail":"too many results for this number"}'],
      ),
      /0\.txt:1: overlap; it fits .* alike/,
    ],
  ])('%s fails with file and line', async (_what, directory, expected) => {
    const { code, stderr } = await check(directory);
    expect(code).toBe(1);
    expect(stderr).toMatch(expected);
  });

  it('a pattern that back-tracks without bound ends at once all the same: mounted ones run in linear time', async () => {
    const directory = mounted((a) => a.replace('badge number .+ is taken', '(a+)+$|badge number'));
    const hostile = SAMPLE.replace('The badge', `${'a'.repeat(40)}! The badge`);
    const { code } = await run('diagnose', ['--json'], hostile, { KNOWLEDGE_DIR: directory });
    expect(code).toBe(0);
  });

  it('lists everything that is wrong, with every file, and the table of the articles that are in order', async () => {
    const directory = mounted((a) => a.replace('[org admin]', '[orgadmin]').replace('owner:', 'onwer:'), []);
    writeFileSync(join(directory, 'second.md'), ARTICLE.replaceAll('badge-number-taken', 'second'));
    writeFileSync(join(directory, 'third.md'), 'nothing');
    const { code, stdout, stderr } = await check(directory);
    expect(code).toBe(1);
    expect(stderr.replaceAll(directory, '').trim().split('\n')).toEqual([
      expect.stringMatching(/^\/badge-number-taken\.md:1: front matter: owner: /),
      expect.stringMatching(/^\/badge-number-taken\.md:9: front matter: unknown field "onwer"/),
      expect.stringMatching(/^\/badge-number-taken\.md:20: unknown role "\[orgadmin\]"/),
      expect.stringMatching(/^\/second\.md:1: 0 samples in /),
      expect.stringMatching(/^\/third\.md:1: no front matter found/),
    ]);
    expect(stdout).toMatch(/^second +duplicate-user +0 +helpdesk +2026-11-26$/m);
    expect(stdout).not.toMatch(/^badge-number-taken/m);
    expect(stdout).toMatch(/^\d+ articles, 5 problems$/m);
  });

  it('knowledge:counts prints what each file holds and what was read of it', async () => {
    const counts = (env = {}) => run('knowledge:counts', [], '', env);
    const { code, stdout, stderr } = await counts();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [, ...rows] = stdout.trim().split('\n');
    expect(rows).toHaveLength(loadKnowledge().articles.length);
    for (const row of rows) expect(row).toMatch(/ (\d+) +\1 +(\d+) +\2 +(\d+) +\3$/);
    const broken = await counts({ KNOWLEDGE_DIR: mounted((a) => a.replace('- Push', 'Push')) });
    expect(broken.code).toBe(1);
    expect(broken.stderr).toBe('badge-number-taken: what was read differs from the file\n');
  });

  it('refuses options that it does not have', async () => {
    expect((await run('knowledge:check', ['--cuonts'])).code).toBe(2);
  });

  it('nothing else starts with a broken article: all of them are named', async () => {
    const directory = mounted((a) => a.replace('[org admin]', '[orgadmin]').replace('- Push', 'Push'));
    const { code, stderr } = await run('diagnose', [], SAMPLE, { KNOWLEDGE_DIR: directory });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /:20: unknown role .*\n.*:22: "## How to verify" holds no steps.*\n.*:24: outside/,
    );
    expect(() => loadKnowledge(directory)).toThrow(ArticleError);
  });

  it('preview prints an article beside a broken one, and of a broken one what is wrong with it', async () => {
    const directory = mounted();
    writeFileSync(join(directory, 'second.md'), ARTICLE.replace('badge-number-taken', 'third'));
    const preview = (id: string) => run('knowledge:preview', [id], '', { KNOWLEDGE_DIR: directory });
    const { code, stdout } = await preview('badge-number-taken');
    expect(code).toBe(0);
    expect(stdout).toContain('1. [org admin] Give one of them another number.');
    expect(await preview('second')).toEqual({
      code: 1,
      stdout: '',
      stderr: `${directory}/second.md:2: the file must be named "third.md", after its id\n`,
    });
  });

  it('a sample that the bot would answer only when asked is named, and is no mistake', async () => {
    const silent = JSON.stringify({ status: '409', detail: 'The badge number 7 is taken' });
    const { code, stdout, stderr } = await check(mounted(undefined, [SAMPLE, silent]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^.*\/1\.txt: answered when somebody asks; .*$/gm)).toHaveLength(1);
    expect(stdout).not.toContain('/0.txt');
  });

  it('preview writes the cards of an article as a page', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'preview-')), 'page.html');
    const env = {
      KNOWLEDGE_DIR: mounted((a) => a.replace('Push again', 'Push <b>again</b>'.replace(/<\/?b>/g, '`<b>`'))),
    };
    const { code, stdout } = await run('knowledge:preview', ['badge-number-taken', '--page', file], '', env);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${file} shows 1 cards as Slack would; open it in a browser\n`,
    });
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('<h3>The badge number is taken</h3>');
    expect(page).toContain('Give one of them another number.');
    expect(page).toContain('<code>&lt;b&gt;</code>');
    expect(page).not.toMatch(/<script|<link/);
    expect((await run('knowledge:preview', ['badge-number-taken', '--page', '/none/x'], '', env)).code).toBe(
      2,
    );
  });

  it('preview prints an article as the card shows it, every branch', async () => {
    const { code, stdout } = await run('knowledge:preview', ['email-held-by-another-account']);
    expect(code).toBe(0);
    expect(stdout.match(/^\[[a-z-]+\]$/gm)).toHaveLength(20);
    expect((await run('knowledge:preview', ['nothing'])).code).toBe(2);
  });
});
