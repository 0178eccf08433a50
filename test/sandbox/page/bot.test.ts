import { describe, expect, it } from 'vitest';
import { type Stage, startStage } from '../../handlers/stage.ts';
import { hasChromium } from './chromium.ts';
import { siteOf, visit } from './site.ts';

const SEED =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email[example@example.com] already exists."';
const VERDICT = 'The e-mail address belongs to another Atlassian account';

/** The real bot, and the page of its workspace. */
async function withBot(test: (url: string, stage: Stage) => Promise<void>) {
  const stage = await startStage();
  try {
    await test(await siteOf(stage.slack, stage.atlassian), stage);
  } finally {
    await stage.stop();
  }
}

describe.runIf(hasChromium())('the sandbox page with the real bot', () => {
  it('a pasted error is answered with a card in its thread', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0ADMIN&in=D0ADMIN`);
      await page.getByRole('textbox', { name: 'Message' }).fill(SEED);
      await page.keyboard.press('Enter');
      await page.locator('#thread').getByRole('heading', { name: VERDICT }).waitFor();
      expect(await page.locator('#thread .message').count()).toBe(2);
      await page.locator('#messages').getByText('1 reply').waitFor();
      expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
    }));

  it('what is changed in the organisation shows when the bot checks again', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0ADMIN&in=D0ADMIN`);
      await page.getByRole('button', { name: 'The holder never verified the address' }).first().click();
      const thread = page.locator('#thread');
      await thread.getByText('e-mail verified: no').waitFor();
      const account = page.locator('.account', { hasText: 'unverified@example.com' });
      await account.locator('summary').click();
      await account.getByRole('button', { name: 'E-mail verified', pressed: false }).click();
      await account.getByRole('button', { name: 'E-mail verified', pressed: true }).waitFor();
      const checkAgain = async () => {
        await page.getByRole('textbox', { name: 'Reply' }).fill('check again');
        await page.keyboard.press('Enter');
      };
      await checkAgain();
      await thread.getByText('e-mail verified: yes').waitFor();
      await account.getByRole('button', { name: 'Free the address' }).click();
      await page.locator('.account', { hasText: 'was.unverified@example.com' }).waitFor();
      await checkAgain();
      await thread.getByText('accounts with this address in your organisation: 0').waitFor();
    }));

  it('an alert of an integration is answered unasked in the support channel, in public without account facts', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0MEMBER&in=C0SUPPORT`);
      await page.getByRole('button', { name: 'A monitoring alert' }).first().click();
      await page.locator('#thread').getByRole('heading', { name: VERDICT }).waitFor();
      expect(await page.locator('#thread .message').first().textContent()).toContain('atlassian-scim-sync');
      expect(await page.locator('#thread').textContent()).not.toContain('e-mail verified:');
    }));
});
