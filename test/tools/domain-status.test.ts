import { afterEach, expect, test } from 'vitest';
import { domainStatus } from '../../src/tools/domain-status.ts';
import { contextFor, type Handler, json, startServer } from './local-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

const domain = (name: string, status?: string) => ({
  id: name,
  type: 'domains',
  attributes: { name, claim: { type: 'dns', status } },
});

/** One answer per page; `more` has a next page. */
const pages =
  (...lists: object[][]): Handler =>
  ({ url }, response) => {
    const at = Number(new URLSearchParams(url.split('?')[1]).get('cursor') ?? 0);
    const next = at + 1 < lists.length ? String(at + 1) : null;
    json(response, { data: lists[at] ?? [], links: { next } });
  };

async function ask(handler: Handler, address = 'a@example.com') {
  server = await startServer(handler);
  const [fact] = await domainStatus.run({ address }, contextFor(server.url));
  return fact?.complete ? fact.value : { why: fact?.reason };
}

test.each([
  ['a@example.com', 'verified'],
  ['a@EXAMPLE.com', 'verified'],
  ['a@example.org', 'unverified'],
  ['a@example.net', 'brand_new'],
  ['a@bücher.example', 'verified'],
  ['a@sub.example.com', 'not-listed'],
  ['a@gmail.com', 'public-mail'],
  ['a@GMX.de', 'public-mail'],
  ['a@web.de', 'verified'],
])('%s: %s', async (address, expected) => {
  const list = [
    domain('Example.com', 'verified'),
    domain('example.org', 'unverified'),
    domain('example.net', 'brand_new'),
    domain('xn--bcher-kva.example', 'verified'),
    domain('web.de', 'verified'),
  ];
  expect(await ask(pages(list), address)).toBe(expected);
});

test('reads on until the domain is found, and no further', async () => {
  const lists = [
    [domain('a.example', 'verified')],
    [domain('example.com', 'verified')],
    [domain('b.example')],
  ];
  expect(await ask(pages(...lists))).toBe('verified');
  expect(server.seen.map(({ url }) => url)).toEqual([
    '/admin/v1/orgs/org-1/domains',
    '/admin/v1/orgs/org-1/domains?cursor=1',
  ]);
});

test('an older entry does not hide the verified one', async () => {
  expect(await ask(pages([domain('example.com', 'deleted')], [domain('example.com', 'verified')]))).toBe(
    'verified',
  );
});

test('entries that disagree are unknown', async () => {
  const list = [domain('example.com', 'deleted'), domain('example.com', 'superseded')];
  expect(await ask(pages(list))).toEqual({ why: expect.stringContaining('more than once') });
});

test('a claim without a status is unknown', async () => {
  expect(await ask(pages([domain('example.com')]))).toEqual({ why: expect.stringContaining('claim.status') });
});

test('a list that was not read to its end never says not-listed', async () => {
  const endless: Handler = (_, response) => json(response, { data: [], links: { next: 'more' } });
  expect(await ask(endless)).toEqual({ why: expect.stringContaining('10 pages') });
});
