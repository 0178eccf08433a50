import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { local } from '../slack-bolt.ts';
import { hasChromium } from './chromium.ts';
import { siteOf, visit } from './site.ts';
import { tryApp } from './try-app.ts';

/** What axe finds wrong with the page as it is: rule and element. https://github.com/dequelabs/axe-core */
async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

async function withForm(options: Parameters<typeof visit>[1]) {
  const slack = await local();
  await tryApp(slack);
  const page = await visit(`${await siteOf(slack)}?as=U0ADMIN&in=C0GENERAL`, options);
  await page.getByRole('textbox', { name: 'Message' }).fill('card in the thread');
  await page.keyboard.press('Enter');
  await page.locator('#thread').getByRole('heading', { name: 'A card' }).waitFor();
  return page;
}

describe.runIf(hasChromium())('the sandbox page is accessible', () => {
  it.each(['light', 'dark'] as const)('in its %s colours: start, thread and modal', async (colorScheme) => {
    const page = await withForm({ colorScheme });
    await page.locator('.account summary').first().click();
    expect(await problemsOf(page)).toEqual([]);
    await page.locator('#thread').getByRole('button', { name: 'Open the form' }).click();
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Home tab of the app', exact: true }).click();
    await page.getByText('Home of @Ada Admin').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  it('a phone shows one pane at a time, and nothing is wider than the screen', async () => {
    const page = await withForm({ viewport: { width: 390, height: 844 } });
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await isWide()).toBe(false);
    await page.getByRole('link', { name: 'Close the thread' }).click();
    await page.locator('#messages').getByText('1 reply').waitFor();
    expect(await isWide()).toBe(false);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('link', { name: 'support auto-triage' }).click();
    await page.getByText('This is the very beginning of #support').waitFor();
    expect(await isWide()).toBe(false);
    expect(await problemsOf(page)).toEqual([]);
  });

  it('the keyboard alone is enough to paste an error and to reach the answer', async () => {
    const slack = await local();
    await tryApp(slack);
    const page = await visit(`${await siteOf(slack)}?as=U0ADMIN&in=C0GENERAL`);
    const named = () =>
      page.evaluate(
        () =>
          document.activeElement?.closest('label')?.textContent?.trim() ??
          document.activeElement?.textContent,
      );
    for (let presses = 0; (await named()) !== 'Message' && presses < 60; presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.type('card in the thread');
    await page.keyboard.press('Enter');
    await page.locator('#thread').getByRole('heading', { name: 'A card' }).waitFor();
    for (let presses = 0; (await named()) !== 'Open the form' && presses < 60; presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
  });
});
