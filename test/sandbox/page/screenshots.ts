// `npm run screenshots`: pictures of the sandbox page with the real bot, for the README. It is among the tests because it
// drives a browser, which only development has.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startPage } from '../../../sandbox/page/start.ts';
import { startStage } from '../../handlers/stage.ts';
import { openChromium } from './chromium.ts';

const TO = join(import.meta.dirname, '../../../docs/images');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

mkdirSync(TO, { recursive: true });
const stage = await startStage();
const site = await startPage(0, { ...stage, triage: ['C0SUPPORT'] }, async () => '');
const browser = await openChromium();

async function picture(
  name: string,
  viewport: typeof DESKTOP,
  address: string,
  act: (page: Page) => Promise<unknown>,
  colorScheme: 'light' | 'dark' = 'light',
) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(site.url + address);
  await act(page);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(TO, `${name}.png`) });
  await page.close();
}

const post = async (page: Page, label: string) => {
  await page.getByText('Examples', { exact: true }).click();
  await page.locator('#examples').getByRole('button', { name: label }).click();
  await page.locator('#thread h3').first().waitFor();
  await page.locator('#thread').evaluate((list) => list.scrollTo(0, 0));
};

await picture('sandbox-start', DESKTOP, '?as=U0ADMIN&in=D0ADMIN', async () => {});
await picture('sandbox', DESKTOP, '?as=U0ADMIN&in=D0ADMIN', (page) =>
  post(page, 'Address held by another account'),
);
await picture('sandbox-home', DESKTOP, '?as=U0ADMIN&in=C0GENERAL', async (page) => {
  await page.getByRole('link', { name: 'Home tab of the app', exact: true }).click();
  await page.locator('.home h3').first().waitFor();
});
await picture(
  'sandbox-support',
  DESKTOP,
  '?as=U0MEMBER&in=C0SUPPORT',
  async (page) => {
    await page.getByRole('button', { name: 'The holder never verified the address' }).first().click();
    const alone = page.locator('#thread .ephemeral');
    await alone.getByText('e-mail verified: no').waitFor();
    await alone.evaluate((message) => message.scrollIntoView({ block: 'end' }));
    await page.locator('.account', { hasText: 'unverified@example.com' }).locator('summary').click();
  },
  'dark',
);
await picture('sandbox-form', DESKTOP, '?as=U0ADMIN&in=D0ADMIN', async (page) => {
  await post(page, 'Group name exists');
  await page.getByRole('button', { name: 'Still stuck' }).first().click();
  await page.getByRole('dialog', { name: 'Still stuck' }).waitFor();
});
await picture('sandbox-phone', PHONE, '?as=U0OTHER&in=D0OTHER', (page) => post(page, 'Group name exists'));
await picture('sandbox-phone-menu', PHONE, '?as=U0OTHER&in=D0OTHER', async (page) => {
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.locator('.account', { hasText: 'unverified@example.com' }).locator('summary').click();
});

await browser.close();
await site.close();
await stage.stop();
