import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../../sandbox/atlassian/start.ts';
import { startPage } from '../../../sandbox/page/start.ts';
import type { LocalSlack } from '../../../sandbox/slack/slack.ts';
import { openChromium } from './chromium.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Serves the page of a workspace for one test. Returns its address. */
export async function siteOf(slack: LocalSlack, given?: LocalAtlassian): Promise<string> {
  const atlassian = given ?? (await startAtlassian());
  const site = await startPage(
    0,
    { slack, atlassian, triage: ['C0SUPPORT'] },
    async (text) => `took: ${text}`,
  );
  ends.push(site.close);
  if (!given) ends.push(atlassian.close);
  return site.url;
}

let browser: Browser | undefined;
beforeAll(() => {
  browser = undefined;
});
afterAll(async () => await browser?.close());

/** Opens an address in a new Chromium window. Any error on the page fails the test. */
export async function visit(address: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  browser ??= await openChromium();
  const page = await browser.newPage(options);
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    const isRefusal = /status of 400/.test(message.text());
    if (message.type() === 'error' && !isRefusal) wrong.push(message.text());
  });
  ends.push(async () => {
    await page.close();
    expect(wrong).toEqual([]);
  });
  await page.goto(address);
  return page;
}
