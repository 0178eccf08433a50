import { afterEach, describe, expect, test } from 'vitest';
import { directories } from '../../src/tools/directories.ts';
import { organisation } from '../../src/tools/organisation.ts';
import { contextFor, type Handler, json, startServer } from './local-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

/** One answer per page. */
const pages =
  (...lists: object[][]): Handler =>
  ({ url }, response) => {
    const at = Number(new URLSearchParams(url.split('?')[1]).get('cursor') ?? 0);
    json(response, { data: lists[at] ?? [], links: { next: at + 1 < lists.length ? String(at + 1) : null } });
  };
const endless: Handler = (_, response) => json(response, { data: [], links: { next: 'more' } });

async function ask(tool: typeof directories, handler: Handler) {
  server = await startServer(handler);
  const [fact] = await tool.run({ accountId: '557058:one' }, contextFor(server.url));
  return fact?.complete ? fact.value : { why: fact?.reason };
}

describe('organisation', () => {
  const org = (id: string, name?: string) => ({ id, type: 'orgs', attributes: { name } });

  test('the name of ours among all, page by page and no further', async () => {
    const lists = [[org('other', 'Other')], [org('org-1', 'Example')], [org('third', 'Third')]];
    expect(await ask(organisation, pages(...lists))).toBe('Example');
    expect(server.seen.map(({ url }) => url)).toEqual(['/admin/v1/orgs', '/admin/v1/orgs?cursor=1']);
  });

  test.each<[string, Handler, RegExp]>([
    ['only others', pages([org('other', 'Other')]), /does not contain ATLASSIAN_ORG_ID/],
    ['no name', pages([org('org-1')]), /did not contain the organisation's name/],
    ['an empty name', pages([org('org-1', '')]), /did not contain the organisation's name/],
    ['no end', endless, /10 pages/],
  ])('unknown: %s', async (_, handler, why) => {
    expect(await ask(organisation, handler)).toEqual({ why: expect.stringMatching(why) });
  });
});

describe('directories', () => {
  const directory = (name?: string) => ({ directoryId: `id of ${name}`, name, icon: null });

  test('all names, each once', async () => {
    const lists = [[directory('Staff'), directory('Staff')], [directory('Partners')]];
    expect(await ask(directories, pages(...lists))).toEqual(['Staff', 'Partners']);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/admin/v2/orgs/org-1/directories?accountId=557058%3Aone',
      '/admin/v2/orgs/org-1/directories?accountId=557058%3Aone&cursor=1',
    ]);
  });

  test('none is an answer', async () => {
    expect(await ask(directories, pages([]))).toEqual([]);
  });

  test.each<[string, Handler, RegExp]>([
    ['one without a name', pages([directory()]), /documented form \(data\.name\)/],
    ['no end', endless, /10 pages/],
  ])('unknown: %s', async (_, handler, why) => {
    expect(await ask(directories, handler)).toEqual({ why: expect.stringMatching(why) });
  });
});
