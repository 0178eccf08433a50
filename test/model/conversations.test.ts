import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { SEED } from '../knowledge/seed.ts';

const mock = new LLMock({ port: 0 });
const nothing = { branch: null, parts: [], question: null, address: null };
/** What a model was recorded to say to words of a follow-up. */
const reaction = (words: string, answer: object) =>
  mock.onMessage(words, { content: JSON.stringify({ ...nothing, quote: words, ...answer }) });

let stage: Stage;
beforeAll(async () => {
  reaction('somebody else in the company seems to own it', {
    kind: 'branch',
    branch: 'unmanaged-other-domain',
  });
  reaction('how will I see that it worked', { kind: 'quote', parts: ['verify'] });
  reaction('honestly no clue where to begin', { kind: 'question', question: 'which-case' });
  reaction('tell me more of the person behind it', { kind: 'look-up', address: '<user-1@domain-1>' });
  reaction('get me somebody who knows this stuff', { kind: 'hand-over' });
  reaction('recite a poem', { kind: 'branch', branch: 'a-poem' });
  reaction('quote what I never said', { kind: 'quote', parts: ['verify'], quote: 'open the vault' });
  mock.onMessage('sings a song', {
    content: '{"articles":["entra-multiple-matches"],"quote":"kettle sings a song"}',
  });
  await mock.start();
  stage = await startStage({ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: `${mock.url}/v1` });
});
afterAll(async () => {
  await stage.stop();
  await mock.stop();
});
beforeEach(() => settled(stage));

async function talk(channel: string, user: string, opening: string, words: string) {
  const ts = await stage.slack.post({ channel, user, text: opening });
  await answersIn(stage, channel, ts);
  await settled(stage);
  await stage.slack.post({ channel, user, text: words, threadTs: ts });
  await settled(stage);
  return (await answersIn(stage, channel, ts)).slice(1).map(({ text }) => text);
}
const seed = SEED.replace('example@', 'external@');

describe('a conversation in a direct message', () => {
  it.each([
    [
      'a case',
      'I think somebody else in the company seems to own it',
      /Steps if the account is not managed by your organisation, and neither/,
    ],
    ['a part of the article', 'and how will I see that it worked?', /How to verify:/],
    [
      'an address, looked up as the person may',
      'can you tell me more of the person behind it',
      /Who holds external@example.com/,
    ],
    ['a person', 'please get me somebody who knows this stuff', /Old userPrincipalName/],
  ])('about %s', async (_what, words, expected) => {
    const [reply] = await talk(DM, ADMIN, seed, words);
    expect(reply).toMatch(expected);
  });

  it('the bot asks a question in return if the case is open', async () => {
    const end = stage.atlassian.fail('users/search', { status: 403 }, 50);
    const [reply] = await talk(
      DM,
      ADMIN,
      SEED.replace('example@', 'open@'),
      'honestly no clue where to begin',
    );
    end();
    expect(reply).toContain('What do you find?');
  });

  it.each(['recite a poem', 'quote what I never said'])('%s: nothing invented', async (words) => {
    const [reply] = await talk(DM, ADMIN, seed, words);
    expect(reply).toMatch(/^I found no SCIM error in this/);
  });

  it('a guest cannot get a look-up through the model', async () => {
    const before = stage.atlassian.requests.length;
    const [reply] = await talk('D0GUEST', 'U0GUEST', seed, 'tell me more of the person behind it');
    expect(reply).toContain('I did not look anything up');
    expect(stage.atlassian.requests.length).toBe(before);
  });
});

describe('in a channel', () => {
  it('talk in the thread is not shown to a model', async () => {
    const before = mock.getRequests().length;
    expect(await talk('C0SUPPORT', 'U0MEMBER', seed, 'how will I see that it worked')).toEqual([]);
    expect(mock.getRequests().length).toBe(before);
  });

  it('a mention is, and what only one person may see reaches only that person', async () => {
    const words = `<@${stage.slack.botUserId}> tell me more of the person behind it`;
    const [reply] = await talk('C0SUPPORT', 'U0MEMBER', seed, words);
    expect(reply).not.toContain('external@example.com');
    const alone = stage.slack.seenBy('U0MEMBER', 'C0SUPPORT').filter(({ is_ephemeral }) => is_ephemeral);
    expect(alone.at(-1)?.text).toContain('Who holds external@example.com');
  });
});

describe('classification', () => {
  const odd =
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","detail":"The kettle sings a song"}';
  it('by a model is marked as such on the card', async () => {
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: odd });
    const [card] = await answersIn(stage, DM, ts);
    expect(card?.text).toContain('Chosen by a language model; check before acting.');
  });

  it('two articles are offered as buttons, and the chosen one is shown', async () => {
    mock.onMessage('hums a tune', {
      content: '{"articles":["entra-multiple-matches","entra-quarantine"],"quote":"kettle hums a tune"}',
    });
    const ts = await stage.slack.post({
      channel: DM,
      user: ADMIN,
      text: odd.replace('sings a song', 'hums a tune'),
    });
    const [card] = await answersIn(stage, DM, ts);
    expect(card?.text).toContain('It could be one of these');
    await stage.slack.press({
      user: ADMIN,
      channel: DM,
      ts: card?.ts ?? '',
      actionId: 'article:entra-quarantine',
    });
    const [, chosen] = await answersIn(stage, DM, ts, 2);
    expect(chosen?.text).toMatch(/^Microsoft Entra has put the provisioning job into quarantine/);
    expect(chosen?.text).not.toContain('Chosen by a language model');
    await stage.slack.post({ channel: DM, user: ADMIN, text: 'how will I see that it worked', threadTs: ts });
    const [, , quoted] = await answersIn(stage, DM, ts, 3);
    expect(quoted?.text).toMatch(
      /^Microsoft Entra has put the provisioning job into quarantine[\s\S]*How to verify:/,
    );
  });

  it('is remembered in the thread: what follows is about that article, and no model chooses again', async () => {
    mock.onMessage('sits backwards', {
      content: '{"articles":["email-held-by-another-account"],"quote":"sits backwards"}',
    });
    const text = odd.replace('The kettle sings a song', 'external@example.com sits backwards');
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text });
    const [card] = await answersIn(stage, DM, ts);
    const before = mock.getRequests().length;
    await stage.slack.post({ channel: DM, user: ADMIN, text: 'check again', threadTs: ts });
    const [, again] = await answersIn(stage, DM, ts, 2);
    await stage.slack.press({ user: ADMIN, channel: DM, ts: card?.ts ?? '', actionId: 'check_again' });
    const [, , pressed] = await answersIn(stage, DM, ts, 3);
    for (const answer of [again, pressed]) {
      expect(answer?.text.split('\n')[0]).toBe(card?.text.split('\n')[0]);
      expect(answer?.text).toContain('Chosen by a language model; check before acting.');
    }
    expect(mock.getRequests().length).toBe(before);
    await stage.slack.post({ channel: DM, user: ADMIN, text: 'how will I see that it worked', threadTs: ts });
    const [, , , quoted] = await answersIn(stage, DM, ts, 4);
    expect(quoted?.text).toContain('How to verify:');
    expect(quoted?.text.split('\n')[0]).toBe(card?.text.split('\n')[0]);
  });

  it('the next error in the thread is classified again', async () => {
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: odd });
    await answersIn(stage, DM, ts);
    const next = odd.replace('sings a song', 'of another kind');
    await stage.slack.post({ channel: DM, user: ADMIN, text: next, threadTs: ts });
    await answersIn(stage, DM, ts, 2);
    await stage.slack.post({ channel: DM, user: ADMIN, text: 'check again', threadTs: ts });
    const [, , again] = await answersIn(stage, DM, ts, 3);
    expect(again?.text).toMatch(/^The error does not say why it failed/);
    expect(again?.text).not.toContain('Chosen by a language model');
  });

  it('works by the Responses API too, follow-ups included', async () => {
    const env = { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: `${mock.url}/v1` };
    const other = await startStage({ ...env, OPENAI_API: 'responses' });
    const ts = await other.slack.post({ channel: DM, user: ADMIN, text: odd });
    const [card] = await answersIn(other, DM, ts);
    expect(card?.text).toContain('Chosen by a language model; check before acting.');
    const words = 'how will I see that it worked';
    await other.slack.post({ channel: DM, user: ADMIN, text: words, threadTs: ts });
    const [, quoted] = await answersIn(other, DM, ts, 2);
    expect(quoted?.text).toContain('How to verify:');
    expect(mock.getRequests().at(-1)?.path).toBe('/v1/responses');
    await other.stop();
  });

  it('without a model the card says so', async () => {
    const plain = await startStage();
    const ts = await plain.slack.post({ channel: DM, user: ADMIN, text: odd });
    const [card] = await answersIn(plain, DM, ts);
    expect(card?.text).toContain('no model was asked: OPENAI_API_KEY is not set');
    expect(card?.text).toContain('One question:');
    await plain.stop();
  });
});
