import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startStage } from '../../handlers/stage.ts';
import { local } from '../slack-bolt.ts';
import { hasChromium } from './chromium.ts';
import { siteOf, visit } from './site.ts';

const LONG = 'words that take more lines where a pane is narrow '.repeat(5);

/** How many pixels the end of the newest message is below the visible part of the list. */
const below = (page: Page, list: '#messages' | '#thread') =>
  page.locator(list).evaluate((region) => {
    const newest = [...region.querySelectorAll('.message')].at(-1);
    const end = newest?.getBoundingClientRect().bottom ?? 0;
    return Math.max(0, Math.round(end - region.getBoundingClientRect().bottom));
  });

async function longChannel() {
  const slack = await local();
  const channel = 'C0GENERAL';
  let root = '';
  for (let count = 0; count < 14; count += 1)
    root = await slack.post({ channel, user: 'U0MEMBER', text: `Number ${count}: ${LONG}` });
  const page = await visit(`${await siteOf(slack)}?as=U0ADMIN&in=${channel}`);
  return { slack, channel, root, page };
}

describe.runIf(hasChromium())('the scroll position in the sandbox page', () => {
  it('a channel opens at its newest message', async () => {
    const { page } = await longChannel();
    await expect.poll(() => below(page, '#messages')).toBe(0);
  });

  it('a message just written is fully visible, even if the thread beside it makes the list narrower', async () => {
    const { page } = await longChannel();
    await page.getByRole('textbox', { name: 'Message' }).fill(`Mine: ${LONG}`);
    await page.keyboard.press('Enter');
    await page.locator('#thread').getByText('Mine:').waitFor();
    await expect.poll(() => below(page, '#messages')).toBe(0);
  });

  it('a reply written while reading further up in the thread is visible', async () => {
    const { page, slack, channel, root } = await longChannel();
    for (let count = 0; count < 14; count += 1)
      await slack.post({ channel, user: 'U0MEMBER', text: `Reply ${count}: ${LONG}`, threadTs: root });
    await page.getByRole('link', { name: '14 replies' }).click();
    await page.locator('#thread').getByText('Reply 13').waitFor();
    await page.locator('#thread').evaluate((list) => list.scrollTo(0, 0));
    await page.getByRole('textbox', { name: 'Reply' }).fill('Mine too');
    await page.keyboard.press('Enter');
    await page.locator('#thread').getByText('Mine too').waitFor();
    await expect.poll(() => below(page, '#thread')).toBe(0);
  });

  it('the list stays at the end of a message taller than itself when the message changes', async () => {
    const { page, slack, channel } = await longChannel();
    const tall = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
    const ts = await slack.post({ channel, user: 'U0MEMBER', text: tall });
    await page.locator('#messages').getByText('line 59').waitFor();
    await page.locator('#messages').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await slack.edit(channel, ts, `${tall}\nline 60`);
    await page.locator('#messages').getByText('line 60').waitFor();
    await expect.poll(() => below(page, '#messages')).toBe(0);
  });

  it('messages from others do not scroll the list while reading further up', async () => {
    const { page, slack, channel } = await longChannel();
    const top = () => page.locator('#messages').evaluate((list) => list.scrollTop);
    await page.locator('#messages').evaluate((list) => list.scrollTo(0, 100));
    await slack.post({ channel, user: 'U0MEMBER', text: 'news' });
    await page.locator('#messages').getByText('news').waitFor();
    expect(await top()).toBe(100);
  });

  it('the Home tab opens at the top, even if it arrives later than the page', async () => {
    const stage = await startStage();
    try {
      const url = await siteOf(stage.slack, stage.atlassian);
      const page = await visit(`${url}?as=U0ADMIN&in=D0ADMIN`, { viewport: { width: 1280, height: 360 } });
      await page.getByRole('link', { name: 'Home tab of the app', exact: true }).click();
      const list = page.locator('#messages');
      await list.getByText('What is connected').waitFor();
      expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
      expect(await list.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true);
    } finally {
      await stage.stop();
    }
  });
});
