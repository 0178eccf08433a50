import { describe, expect, it } from 'vitest';
import { clientOf, code, local } from './slack-bolt.ts';

describe('files', () => {
  const read = async (url: unknown, token: string) => {
    const response = await fetch(String(url), { headers: { authorization: `Bearer ${token}` } });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.bytes(),
    };
  };

  it('can be complete, truncated, binary, still being scanned, hidden, deleted, or a login page', async () => {
    const slack = await local();
    const { files } = clientOf(slack);
    const info = async (upload: Parameters<typeof slack.addFile>[0]) => {
      const { id, url_private } = slack.addFile(upload);
      return { ...(await files.info({ file: String(id) })), url: url_private };
    };
    const content = 'a long log';
    expect(await info({ content })).toMatchObject({ content, is_truncated: false });
    const cut = await info({ content, shownInInfo: 3 });
    expect(cut).toMatchObject({ content: 'a l', is_truncated: true, file: { size: 10, mode: 'snippet' } });
    expect(String(Buffer.from((await read(cut.url, slack.botToken)).body))).toBe(content);

    const bytes = new Uint8Array([0x89, 0x50, 0x00, 0xff]);
    const png = { content: bytes, name: 'a.png', mode: 'hosted', mimetype: 'image/png', filetype: 'png' };
    const picture = await info(png);
    expect(picture).not.toHaveProperty('content');
    expect(await read(picture.url, slack.botToken)).toEqual({ status: 200, type: 'image/png', body: bytes });

    const scanning = await info({ content, trouble: 'scanning' });
    expect(scanning).toMatchObject({ file: { mimetype: '', filetype: '' } });
    expect(scanning).not.toHaveProperty('content');
    const login = await info({ content, mode: 'hosted', trouble: 'login-page' });
    expect(await read(login.url, slack.botToken)).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    await expect(info({ content, trouble: 'hidden' })).rejects.toEqual(code('file_not_found'));
    await expect(info({ content, trouble: 'deleted' })).rejects.toEqual(code('file_deleted'));
  });

  it('from another team arrive as a reference to look up', async () => {
    const slack = await local();
    const { id } = slack.addFile({ content: 'from outside' });
    const files = [{ id, mode: 'file_access', file_access: 'check_file_info' }];
    await slack.post({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: '', files });
    expect(slack.messages('C0SHARED')[0]?.files).toEqual(files);
    expect(await clientOf(slack).files.info({ file: String(id) })).toMatchObject({ content: 'from outside' });
  });

  it('are a login page without the scope', async () => {
    const slack = await local({ scopes: ['chat:write'] });
    const { id, url_private } = slack.addFile({ content: 'x' });
    expect(await read(url_private, slack.botToken)).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    await expect(clientOf(slack).files.info({ file: String(id) })).rejects.toEqual(code('missing_scope'));
  });
});
