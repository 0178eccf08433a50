import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

const ARTICLES = join(import.meta.dirname, '../../src/knowledge/articles');
const INTERNAL = `---
id: badge-number-taken
title: Two people share a badge
category: duplicate-user
matches:
  - detail: 'badge number [0-9]{1,9} is taken'
audience: internal
whoCanFix: org-admin
owner: helpdesk
lastReview: 2026-11-26
sources: [https://example.com/badges]
---

## What it means

Known to our helpdesk as case seven.

## Steps

1. [org admin] Call the helpdesk.

## How to verify

- Push again.

## When to escalate

Never.
`;
const PASTE =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"The badge number 7 is taken"}';

let stage: Stage;
beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'scim-internal-'));
  writeFileSync(join(directory, 'badge-number-taken.md'), INTERNAL);
  const withCases = readFileSync(join(ARTICLES, 'email-held-by-another-account.md'), 'utf8')
    .replace('id: email-held-by-another-account', 'id: parking-space-taken')
    .replace(/- detail: .*/, "- detail: 'parking space [0-9]{1,9} is taken'")
    .replace('audience: public', 'audience: internal');
  writeFileSync(join(directory, 'parking-space-taken.md'), withCases);
  stage = await startStage({ KNOWLEDGE_DIR: directory });
});
afterAll(() => stage.stop());

const title = async (channel: string, user: string, text = PASTE) => {
  const ts = await stage.slack.post({ channel, user, text });
  return (await answersIn(stage, channel, ts))[0]?.text.split('\n')[0];
};

it('an internal article is shown to a full member in a direct message', async () => {
  expect(await title(DM, ADMIN)).toBe('Two people share a badge');
});

it('and in a channel where everybody belongs to the workspace', async () => {
  expect(await title('C0SUPPORT', ADMIN)).toBe('Two people share a badge');
});

it.each([
  ['a guest', 'D0GUEST', 'U0GUEST', PASTE],
  ['an outsider', 'D0OUTSIDER', 'U0OUTSIDER', PASTE],
  ['a channel with a guest in it', 'C0GENERAL', ADMIN, `<@U0BOT> ${PASTE}`],
  ['a shared channel', 'C0SHARED', ADMIN, `<@U0BOT> ${PASTE}`],
])('%s gets the public one', async (_who, channel, user, text) => {
  expect(await title(channel, user, text)).toBe('The user already exists in the app');
});

describe('the cases of an internal article', () => {
  const press = async (user: string, ts: string) => {
    await stage.slack.press({ user, channel: 'C0SUPPORT', ts, actionId: 'show_all' });
    await settled(stage);
    return stage.slack
      .seenBy(user, 'C0SUPPORT')
      .filter(({ is_ephemeral }) => is_ephemeral)
      .at(-1)?.text;
  };

  it('are shown to a member alone, and not to a guest who came later', async () => {
    const text = PASTE.replace('badge number', 'parking space');
    const ts = await stage.slack.post({ channel: 'C0SUPPORT', user: ADMIN, text });
    const [card] = await answersIn(stage, 'C0SUPPORT', ts);
    expect(card?.text).toContain('belongs to another');
    await settled(stage);
    expect(await press('U0MEMBER', card?.ts ?? '')).toContain('If an identity provider syncs the account');
    await stage.slack.setMembership('C0SUPPORT', 'U0GUEST', 'in');
    expect(await press('U0GUEST', card?.ts ?? '')).toContain('no longer contains this');
    expect(await answersIn(stage, 'C0SUPPORT', ts)).toHaveLength(1);
  });
});
