import { administration } from './administration.ts';
import type { Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';
import type { ApiRequest } from './route.ts';
import { scim } from './scim.ts';
import { userManagement } from './user-management.ts';

/** Passes a request on to the API it is for. The key has already been checked. Each API has its own error format. */
export function dispatch(organisation: Organisation, request: ApiRequest): ApiResponse {
  const { pathname } = request.url;
  if (pathname.startsWith('/scim/')) return scim(organisation, request);
  if (pathname.startsWith('/users/')) return userManagement(organisation, request);
  return administration(organisation, request);
}
