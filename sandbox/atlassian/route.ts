import type { Account, Domain, Link } from './organisation.ts';
import type { LinkForm } from './paging.ts';
import type { Reply } from './response.ts';

export type Organisation = {
  orgId: string;
  scimDirectoryId: string;
  accounts: Account[];
  domains: Domain[];
  links: Link[];
  pageSize: number;
  linkForm: LinkForm;
};

export type Incoming = { method: string; url: URL; body: unknown };

type Answer = (organisation: Organisation, request: Incoming, parameters: string[]) => Reply;
export type Route = { method: string; path: RegExp; answer: Answer };

/** Finds the route of a request. */
export function routed(
  routes: readonly Route[],
  { method, url: { pathname } }: Incoming,
  then: { found(answer: Answer, parameters: string[]): Reply; otherMethod(): Reply; none(): Reply },
): Reply {
  const samePath = routes.filter(({ path }) => path.test(pathname));
  const route = samePath.find((candidate) => candidate.method === method);
  if (!route) return samePath.length > 0 ? then.otherMethod() : then.none();
  return then.found(route.answer, (route.path.exec(pathname) ?? []).slice(1).map(decodeURIComponent));
}
