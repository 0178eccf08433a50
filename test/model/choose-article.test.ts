import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { diagnose as diagnosed, read } from '../../src/answer.ts';
import { knowledgeOf, loadKnowledge } from '../../src/knowledge/knowledge.ts';
import type { ModelSettings } from '../../src/model/client.ts';
import { modelWith } from '../../src/model/model.ts';
import { saying } from '../knowledge/learned/saying.ts';
import { modelAt, type Respond, says, startModel } from './local-model.ts';

// No example decides, so that the model is asked whatever the paste says.
const knowledge = knowledgeOf(loadKnowledge().articles, saying({}));
let server: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  server = await startModel();
});
afterAll(() => server.close());
afterEach(() => {
  server.asked.length = 0;
});

/** The ids a question offers. */
const offeredIn = (instructions: string): string[] =>
  JSON.parse(/Articles:\n(\[.*?\])\n\nAnswer/s.exec(instructions)?.[1] ?? '[]').map(
    ({ id }: { id: string }) => id,
  );
const names = (articles: string[], quote: string) => says(JSON.stringify({ articles, quote }));
/** Answers with the first `count` articles offered. */
const chooses =
  (count: number, quote: string): Respond =>
  (response, asked) =>
    names(offeredIn(asked.instructions).slice(0, count), quote)(response, asked);
/** As models without schemas answer. */
const fenced = (instructions: string) =>
  `Sure!\n\`\`\`json\n${JSON.stringify({ articles: offeredIn(instructions).slice(0, 1), quote: 'sings a song' })}\n\`\`\``;
/** What was offered first, and second. */
const offered = (i: number) => offeredIn(server.asked[0]?.instructions ?? '')[i];

/** An error that no article claims, of category `other`: its general article gives steps, but nothing is decided. */
const UNKNOWN =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","detail":"The kettle of jane@example.com sings a song"}';
const ASKER = { teamId: 'T1', user: 'U1' };

async function diagnose(paste = UNKNOWN, settings: ModelSettings = {}) {
  const model = modelAt(server.baseUrl, settings);
  const [first] = (
    await diagnosed(read(paste, knowledge), knowledge, { chooseArticle: model.chooseArticle(ASKER) })
  ).diagnoses;
  return {
    id: first?.verdict.article?.id ?? null,
    candidates: first?.verdict.candidates.map(({ id }) => id),
    decidedBy: first?.verdict.decidedBy,
    evidence: first?.verdict.evidence.join('; '),
  };
}

describe.each(['chat', 'responses'] as const)('the model, where rules end, asked by %s', (OPENAI_API) => {
  const ask = (paste?: string) => diagnose(paste, { OPENAI_API });

  it('chooses one of the closed list, by words of the paste', async () => {
    server.answer(chooses(1, 'sings a song'));
    expect(await ask()).toMatchObject({
      id: offered(0),
      decidedBy: 'model',
      evidence: expect.stringContaining('sings a song'),
    });
    expect(server.asked[0]).toMatchObject({
      strict: true,
      url: OPENAI_API === 'chat' ? '/v1/chat/completions' : '/v1/responses',
    });
  });

  it('names two when it cannot tell them apart; neither is chosen', async () => {
    server.answer(chooses(2, 'sings a song'));
    expect(await ask()).toMatchObject({
      id: null,
      candidates: [offered(0), offered(1)],
      decidedBy: 'model',
    });
  });

  it('sees no address and no secret; the asker sees them again', async () => {
    server.answer(chooses(1, 'The kettle of <user-1@domain-1> sings'));
    const secret = ['opaque', '4711'].join('');
    const found = await ask(`Authorization: Bearer ${secret}\n${UNKNOWN}`);
    expect(server.asked[0]?.body).not.toMatch(/jane@example\.com|opaque4711/);
    expect(server.asked[0]?.data).toContain('<user-1@domain-1>');
    expect(found.evidence).toContain('jane@example.com');
  });

  it('is not asked if a rule decided', async () => {
    server.answer(chooses(1, 'already exists'));
    const ruled = await ask('Resource [USER]: with email[a@example.com] already exists.');
    expect(ruled).toMatchObject({ id: 'email-held-by-another-account', decidedBy: 'rules' });
    expect(server.asked).toEqual([]);
  });

  it('is offered forty articles at most, those like the error first', async () => {
    server.answer(names([], ''));
    await ask();
    expect(offeredIn(server.asked[0]?.instructions ?? '')).toHaveLength(40);
  });

  it.each<[string, Respond, RegExp]>([
    ['an id that was not offered', names(['delete-everything'], 'sings a song'), /gave no usable answer/],
    [
      'words that are not in the paste',
      chooses(1, 'follow https://evil.example.com'),
      /words that are not in the paste/,
    ],
    ['a quote of three letters', chooses(1, 'the'), /words that are not in the paste/],
    ['none', names([], ''), /no article that fits/],
    ['prose', says('I think it is the server.'), /gave no usable answer/],
    ['100 kB', says('x'.repeat(100_000)), /too long an answer/],
    [
      'HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>'),
      /other than JSON/,
    ],
    [
      'a stream of garbage',
      (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {{{\n\n'),
      /other than JSON/,
    ],
    ['an error', (response) => response.writeHead(500).end('{}'), /answered 500/],
    [
      'too many requests',
      (response) => response.writeHead(429, { 'retry-after': '60' }).end('{}'),
      /answered 429/,
    ],
    [
      'a wrong key',
      (response) => response.writeHead(401).end('{"error":{"message":"k is wrong"}}'),
      /answered 401/,
    ],
    ['nothing: it hangs up', (response) => void response.destroy(), /could not be reached/],
    ['null', (response) => response.writeHead(200).end('null'), /other than JSON/],
    ['an empty object', (response) => response.writeHead(200).end('{}'), /documented form/],
  ])('answering %s changes nothing, and says why', async (_what, respond, why) => {
    server.answer(respond);
    expect(await ask()).toMatchObject({
      id: 'general-other',
      decidedBy: 'none',
      evidence: expect.stringMatching(why),
    });
  });

  it('a refusal changes nothing', async () => {
    server.answer((response, { url }) => {
      const message = { role: 'assistant', content: null, refusal: 'I cannot' };
      const output = [{ type: 'message', content: [{ type: 'refusal', refusal: 'I cannot' }] }];
      response
        .writeHead(200)
        .end(JSON.stringify(url.endsWith('responses') ? { output } : { choices: [{ message }] }));
    });
    expect(await ask()).toMatchObject({
      id: 'general-other',
      evidence: expect.stringContaining('refused to answer'),
    });
  });

  it('an output of the wrong form is requested once more', async () => {
    let n = 0;
    server.answer((response, asked) => {
      n += 1;
      if (n === 1) says('{"article":"x"}')(response, asked);
      else chooses(1, 'sings a song')(response, asked);
    });
    expect(await ask()).toMatchObject({ id: offered(0) });
    expect(server.asked[1]?.instructions).toContain('Your last answer was not such an object');
  });

  it.each([400, 422])('a server that answers %i to strict schemas is asked without one', async (status) => {
    server.answer((response, asked) => {
      if (asked.strict)
        response.writeHead(status).end('{"error":{"message":"response_format is not supported"}}');
      else says(fenced(asked.instructions))(response, asked);
    });
    expect(await ask()).toMatchObject({ id: offered(0) });
    expect(server.asked.map(({ strict }) => strict)).toEqual([true, false]);
  });

  it('a busy server is asked once more', async () => {
    let n = 0;
    server.answer((response, asked) => {
      n += 1;
      if (n === 1) response.writeHead(503).end('{}');
      else chooses(1, 'sings a song')(response, asked);
    });
    expect(await ask()).toMatchObject({ id: offered(0) });
  });
});

describe('what is asked', () => {
  it('has a schema that strict servers accept, and states the limits in words', async () => {
    server.answer(names([], ''));
    await diagnose();
    expect(server.asked[0]?.schema).not.toMatch(/maxLength|maxItems|\$schema/);
    expect(server.asked[0]?.schema).toContain('"additionalProperties":false');
    expect(server.asked[0]?.instructions).toContain('"maxItems":2');
  });

  it('contains what the service says, however much precedes it', async () => {
    server.answer(chooses(1, 'sings a song'));
    const log = Array.from({ length: 900 }, (_, i) => `line ${i} of jane@example.com`).join('\n');
    expect(await diagnose(`${log}\n${UNKNOWN}`)).toMatchObject({ decidedBy: 'model' });
    expect(server.asked[0]?.data.length).toBeLessThanOrEqual(4500);
    expect(server.asked[0]?.body).not.toContain('jane');
  });

  it('is not lost behind a stray quotation mark', async () => {
    server.answer(names([], ''));
    const log = `a 5" disk ${'word '.repeat(2000)}`;
    await diagnose(
      `${log} SCIM provisioning failed with HTTP 418: the kettle sings a song ${'word '.repeat(2000)}`,
    );
    expect(server.asked[0]?.data.length).toBeGreaterThan(1000);
  });

  it('contains one error of a paste with many', async () => {
    server.answer(chooses(1, 'sings a song'));
    const many = Array.from({ length: 30 }, (_, i) => UNKNOWN.replace('kettle', `kettle ${i}`)).join('\n');
    await diagnose(many);
    expect(server.asked).toHaveLength(1);
  });

  it('a long quote is shortened', async () => {
    const long = UNKNOWN.replace('The kettle', `The kettle ${'so very '.repeat(100)}`);
    server.answer((response, asked) =>
      chooses(1, /The kettle .{700}/.exec(asked.data)?.[0] ?? '')(response, asked),
    );
    const { decidedBy, evidence } = await diagnose(long);
    expect(decidedBy).toBe('model');
    expect(evidence?.length).toBeLessThan(500);
  });

  it('a placeholder alone is no evidence', async () => {
    server.answer(chooses(1, '<user-1@domain-1>'));
    expect(await diagnose()).toMatchObject({ id: 'general-other', decidedBy: 'none' });
  });

  it('reveals nothing about the environment', async () => {
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-somebody');
    vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-somebody');
    server.answer(names([], ''));
    await diagnose();
    expect(JSON.stringify(server.asked[0]?.headers)).not.toContain('of-somebody');
    vi.unstubAllEnvs();
  });
});

describe('settings', () => {
  const options = { usage: { add: async () => 0 } };
  it.each([
    [{}, 'OPENAI_API_KEY is not set'],
    [{ OPENAI_API_KEY: 'k' }, 'OPENAI_MODEL is not set'],
  ])('without them it says which is missing', (settings, reason) => {
    expect(modelWith(settings, options)).toEqual({ unavailable: reason });
  });

  it('a server other than OpenAI is asked through Chat Completions by default', async () => {
    server.answer(names([], ''));
    await diagnose();
    expect(server.asked[0]?.url).toBe('/v1/chat/completions');
  });
});
