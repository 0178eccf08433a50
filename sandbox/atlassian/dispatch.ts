import { administration } from './administration.ts';
import type { Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';
import type { ApiRequest } from './route.ts';
import { scim } from './scim.ts';
import { userManagement } from './user-management.ts';

/** Answers a request whose key was already checked; each API has its own form of errors. */
export function dispatch(organisation: Organisation, request: ApiRequest): ApiResponse {
  const { pathname } = request.url;
  if (pathname.startsWith('/scim/')) return scim(organisation, request);
  if (pathname.startsWith('/users/')) return userManagement(organisation, request);
  return administration(organisation, request);
}
