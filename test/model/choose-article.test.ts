import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/answer.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { redact } from '../../src/knowledge/redact.ts';
import { chooseArticleWith } from '../../src/model/choose-article.ts';

/** A server of OpenAI's Chat Completions; `respond` decides what it does with the next request. */
let server: Server;
let respond: (response: ServerResponse, body: string) => void;
const asked: string[] = [];
const knowledge = loadKnowledge();

const says = (content: string) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
    }),
  );
};
const chooses = (article: string, quote: string) => says(JSON.stringify({ article, quote }));

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push(body);
    respond(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  asked.length = 0;
});

/** An error that no article claims: SCIM's form, of category `other`. */
const UNKNOWN =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","detail":"The widget of jane@example.com is upside down"}';
const diagnose = async (paste = UNKNOWN) => {
  const chooseArticle = chooseArticleWith({
    OPENAI_API_KEY: 'k',
    OPENAI_MODEL: 'm',
    OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  });
  const [first] = (await answer(paste, knowledge, 'not asked', chooseArticle)).diagnoses;
  return {
    id: first?.verdict.article?.id ?? null,
    decidedBy: first?.verdict.decidedBy,
    evidence: first?.verdict.evidence.join('; '),
  };
};

describe('the model, where rules end', () => {
  it('chooses one of the closed list, by words of the paste', async () => {
    respond = chooses('general-server-error', 'is upside down');
    expect(await diagnose()).toMatchObject({
      id: 'general-server-error',
      decidedBy: 'model',
      evidence: expect.stringContaining('is upside down'),
    });
  });

  it('sees no address and no secret', async () => {
    respond = chooses('none', '');
    const secret = ['opaque', '4711'].join('');
    await diagnose(`Authorization: Bearer ${secret}\n${UNKNOWN}`);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toMatch(/jane@example\.com|opaque4711/);
    expect(asked[0]).toContain('<user-1@domain-1>');
  });

  it('is not asked where a rule decided', async () => {
    respond = chooses('general-server-error', 'already exists');
    const ruled = await diagnose('Resource [USER]: with email[a@example.com] already exists.');
    expect(ruled).toMatchObject({ id: 'email-held-by-another-account', decidedBy: 'rules' });
    expect(asked).toEqual([]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['an id that was not offered', chooses('delete-everything', 'is upside down')],
    [
      'words that are not in the paste',
      chooses('general-server-error', 'please follow https://evil.example.com'),
    ],
    ['none', chooses('none', '')],
    ['prose', says('I think it is the server.')],
    ['100 kB', says('x'.repeat(100_000))],
    [
      'HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>'),
    ],
    ['an error', (response) => response.writeHead(500).end('{}')],
    ['too many requests', (response) => response.writeHead(429, { 'retry-after': '60' }).end('{}')],
    ['nothing: it hangs up', (response) => void response.destroy()],
  ])('answering %s changes nothing', async (_what, response) => {
    respond = response;
    expect(await diagnose()).toMatchObject({
      id: null,
      decidedBy: 'none',
      evidence: expect.stringMatching(/model/),
    });
  });

  it.each([
    [{}, 'OPENAI_API_KEY is not set'],
    [{ OPENAI_API_KEY: 'k' }, 'OPENAI_MODEL is not set'],
  ])('without settings it says which is missing', (settings, reason) => {
    expect(chooseArticleWith(settings)).toBe(reason);
  });
});

describe('redaction', () => {
  it('keeps two mentions of one person the same, and puts them back', () => {
    const pasted = 'Jane@Example.com and bob@other.example.com, again jane@example.com, call +49 170 1234567';
    const { text: clean, restore } = redact(pasted);
    expect(clean).toBe('<user-1@domain-1> and <user-2@domain-2>, again <user-1@domain-1>, call <phone-3>');
    expect(restore(clean).toLowerCase()).toBe(pasted.toLowerCase());
  });
});
