import type { Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';

export type ApiRequest = { method: string; url: URL; body: unknown };

type Handler = (organisation: Organisation, request: ApiRequest, parameters: string[]) => ApiResponse;
export type Route = { method: string; path: RegExp; handle: Handler };

/** Finds the route for a request and lets `then` say what to do with it. */
export function routed(
  routes: readonly Route[],
  { method, url: { pathname } }: ApiRequest,
  then: {
    found(handle: Handler, parameters: string[]): ApiResponse;
    otherMethod(): ApiResponse;
    none(): ApiResponse;
  },
): ApiResponse {
  const samePath = routes.filter(({ path }) => path.test(pathname));
  const route = samePath.find((candidate) => candidate.method === method);
  if (!route) return samePath.length > 0 ? then.otherMethod() : then.none();
  return then.found(route.handle, (route.path.exec(pathname) ?? []).slice(1).map(decodeURIComponent));
}
