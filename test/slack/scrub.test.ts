import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/slack/payloads/scrub.ts';

/** Planted values are put together here, so that no scanner takes this file for a leak. */
const token = ['opaque', '4711abcd'].join('');
const planted = {
  atlassian: `ATATT${'3xFfGF0'}${'b'.repeat(40)}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NSJ9', 'c2ln'].join('.'),
};

describe('secrets are cut out of a request', () => {
  it.each([
    [
      'a section, then a code block',
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'Authorization: Bearer' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: token }] },
        ],
      },
    ],
    [
      'a list',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'Authorization: Bearer' }] },
              { type: 'rich_text_section', elements: [{ type: 'text', text: token }] },
            ],
          },
        ],
      },
    ],
    ['a field of an attachment', { fields: [{ title: 'Authorization', value: token, short: true }] }],
    [
      'the HTML preview of a snippet',
      { preview_highlight: `<span>Authorization: Bearer</span> <b>${token}</b>` },
    ],
  ])('split over %s', (_name, value) => {
    expect(JSON.stringify(scrub(value).value)).not.toContain(token);
  });

  it('even if Slack splits header and value into two elements', () => {
    const { value, kinds } = scrub({
      elements: [
        { type: 'text', text: 'Authorization: Bearer ' },
        { type: 'text', text: 'hunter2 please', style: { code: true } },
      ],
    });
    expect(JSON.stringify(value)).not.toContain('hunter2');
    expect(kinds).toEqual(['Authorization header']);
  });

  it('in the address of a link too, when its text is one', () => {
    const { value } = scrub({
      elements: [
        { type: 'text', text: 'Authorization: Bearer ' },
        { type: 'link', text: 'hunter2', url: 'https://hunter2' },
      ],
    });
    expect(JSON.stringify(value)).not.toContain('hunter2');
  });

  it('everywhere in a body, which itself stays as it was', () => {
    const body = { event: { text: planted.atlassian, blocks: [{ deep: [planted.jwt] }] } };
    const { value } = scrub(body);
    expect(JSON.stringify(value)).not.toMatch(/ATATT|eyJ/);
    expect(body.event.text).toBe(planted.atlassian);
  });

  it.each([
    ['a table, beside its name', { rows: [[{ text: 'Authorization' }, { text: `Basic ${token}` }]] }],
    [
      'a table, under its name',
      {
        rows: [
          [{ text: 'User' }, { text: 'API token' }],
          [{ text: 'scim one' }, { text: '–' }],
          [{ text: 'scim two' }, { text: token }],
        ],
      },
    ],
    [
      'two blocks',
      {
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: '*Secret Token*' } },
          { type: 'section', text: { type: 'mrkdwn', text: `${token}${token}` } },
        ],
      },
    ],
    ['an object whose key is its name', { event_payload: { Authorization: token } }],
    ['a key', { event_payload: { [planted.atlassian]: 1 } }],
    [
      'the address of a file',
      { files: [{ id: 'F1', name: 'a.txt', url_private: `https://files.example/${token}.txt` }] },
    ],
    ['what a post was before', { previous_message: { text: `password: ${token}` } }],
  ])('in %s', (_name, value) => {
    expect(JSON.stringify(scrub(value).value)).not.toMatch(new RegExp(`${token}|${planted.atlassian}`));
  });

  it('what Slack needs stays as it is, though it looks like a secret', () => {
    const body = {
      response_url: 'https://hooks.slack.com/commands/T0/1/abcdefghijkl',
      trigger_id: '1.2.0123456789abcdef0123456789abcdef',
      authorizations: [{ team_id: 'T0', user_id: 'U0', is_bot: true }],
      actions: [{ action_id: 'token=abcdefgh1234', block_id: 'sig=abcdefgh1234' }],
      view: { private_metadata: '{"responseUrl":"https://hooks.slack.com/commands/T0/1/abcdefghijkl"}' },
    };
    expect(scrub(body)).toEqual({ value: body, kinds: [] });
  });

  it('of what a post was before an edit nothing is said', () => {
    expect(
      scrub({ message: { text: 'hello' }, previous_message: { text: `password: ${token}` } }).kinds,
    ).toEqual([]);
  });
});
