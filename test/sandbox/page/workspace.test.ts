import { describe, expect, it } from 'vitest';
import { local } from '../slack-bolt.ts';
import { hasChromium } from './chromium.ts';
import { siteOf, visit } from './site.ts';
import { tryApp } from './try-app.ts';

async function withApp(search = '?as=U0ADMIN&in=C0GENERAL') {
  const slack = await local();
  const { heard } = await tryApp(slack);
  const url = await siteOf(slack);
  const page = await visit(`${url}${search}`);
  return { slack, heard, url, page };
}

async function withCard() {
  const opened = await withApp();
  const { page } = opened;
  await page.getByRole('textbox', { name: 'Message' }).fill('card');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Close the thread' }).click();
  await page.locator('#messages').getByRole('heading', { name: 'A card' }).waitFor();
  return opened;
}

describe.runIf(hasChromium())('the sandbox page', () => {
  it('a button, a menu, an overflow and boxes tell the app what was chosen', async () => {
    const { page, heard } = await withCard();
    await page.getByRole('combobox', { name: 'Colour' }).selectOption('blue');
    await expect.poll(() => heard.join()).toContain('"value":"blue"');
    await page.locator('.actions').getByLabel('More options').click();
    await page.getByRole('button', { name: 'second' }).click();
    await expect.poll(() => heard.join()).toContain('"value":"second"');
    await page.getByRole('checkbox', { name: 'b', exact: true }).check();
    await expect.poll(() => heard.find((one) => one.startsWith('boxes'))).toContain('"value":"b"');
  });

  it('only one person sees an ephemeral message, and a dangerous button asks for confirmation', async () => {
    const { page, url, slack } = await withCard();
    await page.getByRole('button', { name: 'Tell me' }).click();
    const hidden = page.locator('.message.ephemeral');
    await hidden.getByText('Only visible to you').waitFor();
    expect(await hidden.locator('strong', { hasText: 'between us' }).count()).toBe(1);
    const other = await visit(`${url}?as=U0GUEST&in=C0GENERAL`);
    await other.getByRole('heading', { name: 'A card' }).waitFor();
    expect(await other.locator('.message.ephemeral').count()).toBe(0);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Yes, remove' }).click();
    await other.getByRole('heading', { name: 'A card' }).waitFor({ state: 'detached' });
    expect(slack.calls.filter(({ method }) => method === 'chat.delete')).toEqual([]);
  });

  it('a modal shows what is wrong, keeps what was entered, and can be submitted', async () => {
    const { page, heard } = await withCard();
    await page.getByRole('button', { name: 'Open the form' }).click();
    const dialog = page.getByRole('dialog', { name: 'A form' });
    await dialog.getByRole('textbox', { name: 'What is wrong?' }).fill('short');
    await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('facts');
    await dialog.getByRole('radio', { name: 'me' }).check();
    await dialog.getByLabel('Since (optional)').fill('2026-03-02');
    await dialog.getByRole('listbox', { name: 'Send to (optional)' }).selectOption(['U0MEMBER', 'U0OTHER']);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Say a little more.').waitFor();
    const why = dialog.getByRole('textbox', { name: 'What is wrong?' });
    expect(await why.inputValue()).toBe('short');
    expect(await dialog.getByRole('radio', { name: 'me' }).isChecked()).toBe(true);
    await why.fill('the steps do not fit');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const sent = JSON.parse(heard.find((one) => one.startsWith('form'))?.slice(5) ?? '{}');
    expect(sent.why.t.value).toBe('the steps do not fit');
    expect(sent.kind.s.selected_option.value).toBe('facts');
    expect(sent.who.r.selected_option.value).toBe('me');
    expect(sent.day.d.selected_date).toBe('2026-03-02');
    expect(sent.to.u.selected_users).toEqual(['U0MEMBER', 'U0OTHER']);
  });

  it('Escape closes a modal in the same way as its button', async () => {
    const { page, slack } = await withCard();
    await page.getByRole('button', { name: 'Open the form' }).click();
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'A form' }).waitFor({ state: 'hidden' });
    expect(slack.modalOf('U0ADMIN')).toBeNull();
  });

  it('a command, the shortcut on a message, and the Home tab work', async () => {
    const { page } = await withCard();
    await page.getByRole('textbox', { name: 'Message' }).fill('/scim check a@example.com');
    await page.keyboard.press('Enter');
    await page.locator('#messages').getByText('You asked: check a@example.com').waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('/nothing');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('/nothing is not a command').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('/nothing');
    await page.locator('#messages').getByLabel('Actions for the message of Ada Admin').click();
    await page.getByRole('button', { name: 'Diagnose SCIM error' }).click();
    await page.locator('#messages').getByText('Diagnosed').waitFor();
    await page.getByRole('link', { name: 'Home tab of the app', exact: true }).click();
    await page.getByText('Home of @Ada Admin').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).isVisible()).toBe(false);
  });

  it('a message can have several lines, get a reaction, and be edited and deleted', async () => {
    const { page, heard, slack } = await withApp();
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.fill('@SCIM support bot look: a@example.com');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Close the thread' }).click();
    const message = page.locator('#messages .message').first();
    await message.getByTitle(':eyes:').waitFor();
    const [stored] = slack.messages('C0GENERAL');
    expect(stored?.text).toBe('<@U0BOT> look: <mailto:a@example.com|a@example.com>\nsecond line');
    await message.getByLabel('Actions for the message').click();
    await message.getByRole('button', { name: 'Edit message' }).click();
    const area = page.getByRole('dialog', { name: 'Edit message' }).getByRole('textbox');
    expect(await area.inputValue()).toBe('<@U0BOT> look: a@example.com\nsecond line');
    await area.fill('better');
    await page.getByRole('button', { name: 'Save' }).click();
    await message.getByText('better').waitFor();
    await message.getByText('(edited)').waitFor();
    await message.getByLabel('Actions for the message').click();
    await message.getByRole('button', { name: 'Delete message' }).click();
    await page.getByText('This is the very beginning of #general').waitFor();
    await expect.poll(() => heard).toContain('message_deleted');
  });

  it('the person you are decides which channels there are and what you can do', async () => {
    const { page } = await withApp('?as=U0ADMIN&in=C0SUPPORT');
    const nav = page.getByRole('navigation', { name: 'Workspace' });
    await nav.getByRole('link', { name: 'support auto-triage' }).waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Gus Guest (guest)' });
    await nav.getByRole('link', { name: 'support auto-triage' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?as=U0GUEST&in=D0GUEST');
    await nav.getByRole('link', { name: 'general' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('hello');
    await page.keyboard.press('Enter');
    await page.locator('#messages').getByText('Gus Guest').waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Olu Outsider (outsider)' });
    await nav.getByRole('link', { name: 'shared-with-partner shared' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('from outside');
    await page.keyboard.press('Enter');
    await page.locator('#messages').getByText('outsider', { exact: true }).waitFor();
  });

  it('a file can be dropped or chosen', async () => {
    const { page, heard } = await withApp();
    const drop = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{"status":"409"}'], 'error.json', { type: 'application/json' }));
      return data;
    });
    await page.dispatchEvent('main', 'drop', { dataTransfer: drop });
    await page.locator('#messages').getByText('error.json').waitFor();
    await expect.poll(() => heard).toContain('file error.json 16 snippet');
    await page
      .locator('[data-compose=thread] input[type=file]')
      .setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71]) });
    await page.locator('#thread').getByText('picture.png').waitFor();
    await expect.poll(() => heard).toContain('file picture.png 4 hosted');
  });

  it('a message in another channel marks it as unread, and the Back button works', async () => {
    const { page, slack } = await withApp();
    const link = page.getByRole('link', { name: 'support auto-triage' });
    await link.waitFor();
    await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'news' });
    await expect.poll(() => link.getAttribute('class')).toBe('unread');
    await link.click();
    await page.locator('#messages').getByText('news').waitFor();
    await expect.poll(() => link.getAttribute('class')).not.toBe('unread');
    await page.goBack();
    await page.getByText('This is the very beginning of #general').waitFor();
  });
});
