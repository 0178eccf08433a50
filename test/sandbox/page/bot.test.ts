import { describe, expect, it } from 'vitest';
import { type Stage, startStage } from '../../handlers/stage.ts';
import { hasChromium } from './chromium.ts';
import { siteOf, visit } from './site.ts';

const SEED =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email[example@example.com] already exists."';
const VERDICT = 'The e-mail address belongs to another Atlassian account';

/** Runs a test with the real bot and the page of its workspace. */
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

  it('the bot sees a change in the organisation when it checks again', () =>
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

  it("an integration's alert in the support channel gets a public answer without account facts", () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0MEMBER&in=C0SUPPORT`);
      await page.getByRole('button', { name: 'A monitoring alert' }).first().click();
      await page.locator('#thread').getByRole('heading', { name: VERDICT }).waitFor();
      expect(await page.locator('#thread .message').first().textContent()).toContain('atlassian-scim-sync');
      expect(await page.locator('#thread').textContent()).not.toContain('e-mail verified:');
    }));

  it('"Check again" and "Still stuck" work under the card', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0ADMIN&in=D0ADMIN`);
      await page.getByRole('button', { name: 'Address held by another account' }).first().click();
      const thread = page.locator('#thread');
      await thread.getByText('domain of the address: verified').waitFor();
      const domain = page.locator('.account', { hasText: 'domain, verified' }).first();
      await domain.locator('summary').click();
      await page.getByRole('button', { name: 'Verified', exact: true, pressed: true }).click();
      await thread.getByRole('button', { name: 'Check again' }).click();
      await thread
        .getByText('domain of the address: listed by your organisation, but not verified')
        .first()
        .waitFor();
      await thread.getByRole('button', { name: 'Still stuck' }).first().click();
      const form = page.getByRole('dialog', { name: 'Still stuck' });
      await form.getByRole('radio', { name: 'I do not have permission to do these steps' }).check();
      await form.getByRole('button', { name: 'Send' }).click();
      await form.waitFor({ state: 'hidden' });
    }));

  it('in a channel only the asker sees the facts, and an unasked card can be removed', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0MEMBER&in=C0SUPPORT`);
      await page.getByRole('textbox', { name: 'Message' }).fill(SEED);
      await page.keyboard.press('Enter');
      const thread = page.locator('#thread');
      await thread.getByRole('heading', { name: VERDICT }).first().waitFor();
      await thread.locator('.message.ephemeral').getByText('e-mail verified: yes').waitFor();
      await page.getByLabel('You are').selectOption({ label: 'Otto Other (full member)' });
      await thread.getByRole('heading', { name: VERDICT }).first().waitFor();
      expect(await thread.locator('.message.ephemeral').count()).toBe(0);
      expect(await thread.textContent()).not.toContain('e-mail verified:');
      await thread.getByRole('button', { name: 'Not relevant' }).click();
      await thread.getByRole('heading', { name: VERDICT }).waitFor({ state: 'detached' });
    }));

  it('the command, its form, the message menu and the Home tab work', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0ADMIN&in=C0GENERAL`);
      const box = page.getByRole('textbox', { name: 'Message' });
      await box.fill('/scim');
      await page.keyboard.press('Enter');
      const form = page.getByRole('dialog', { name: 'Diagnose SCIM error' });
      await form.getByRole('textbox').fill(SEED);
      await form.getByRole('button', { name: 'Diagnose' }).click();
      const aside = page.locator('#messages .message.ephemeral');
      await aside.getByRole('heading', { name: VERDICT }).waitFor();
      await page.getByLabel('You are').selectOption({ label: 'Mia Member (full member)' });
      await page.getByText('This is the very beginning of #general').waitFor();
      await box.fill('the sync is red: Resource [GROUP]: with displayName already exists.');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Close the thread' }).click();
      await page.locator('#messages').getByLabel('Actions for the message of Mia Member').click();
      await page.getByRole('button', { name: 'Diagnose SCIM error' }).click();
      await aside.getByRole('heading', { name: 'Atlassian already has a group with this name' }).waitFor();
      await page.getByLabel('You are').selectOption({ label: 'Ada Admin (admin)' });
      await page.getByRole('link', { name: 'Home tab of the app', exact: true }).click();
      await page.locator('.home').getByRole('button', { name: 'Set up a channel' }).click();
      await page.getByRole('dialog', { name: 'Channel settings' }).waitFor();
    }));

  it('a dropped log file is read', () =>
    withBot(async (url) => {
      const page = await visit(`${url}?as=U0ADMIN&in=D0ADMIN`);
      await page.getByRole('button', { name: 'A log file with the error' }).first().click();
      await page.locator('#thread').getByRole('heading', { name: VERDICT }).waitFor();
    }));
});
