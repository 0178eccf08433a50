import type { Link } from './organisation.ts';
import type { Reply } from './reply.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const EXTENSION = 'urn:scim:schemas:extension:atlassian-external:1.0';

/**
 * `GET Users?filter=`: one `eq` on userName or externalId, nothing else.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ ; the form: RFC 7644 section 3.4.2.
 */
export function findRecords(links: readonly Link[], { searchParams }: URL): Reply {
  const filter = searchParams.get('filter');
  const [, attribute = '', quoted = ''] =
    /^\s*(\w+)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i.exec(filter ?? '') ?? [];
  if (filter !== null && !/^(?:userName|externalId)$/i.test(attribute)) return invalidFilter(attribute);
  const wanted = quoted ? String(JSON.parse(quoted)).toLowerCase() : null;
  const found = links.filter(({ email }) => wanted === null || email.toLowerCase() === wanted);
  const startIndex = Math.max(1, Number(searchParams.get('startIndex') ?? 1));
  const count = Math.min(100, Number(searchParams.get('count') ?? 100));
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    status: 200,
    headers: { 'content-type': 'application/scim+json' },
    json: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: found.length,
      startIndex,
      itemsPerPage: page.length,
      Resources: page.map(resource),
    },
  };
}

function resource({ email, scimUserId, atlassianAccountId }: Link) {
  const linked = atlassianAccountId ? { [EXTENSION]: { atlassianAccountId } } : {};
  return {
    schemas: [USER],
    id: scimUserId,
    userName: email,
    emails: [{ value: email, type: 'work', primary: true }],
    active: true,
    meta: { resourceType: 'User' },
    ...linked,
  };
}

/** https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ */
export function serviceProviderConfig(): Reply {
  return {
    status: 200,
    json: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 100 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: false },
      authenticationSchemes: [
        { type: 'oauthbearertoken', name: 'Bearer', description: 'The key of the directory' },
      ],
    },
  };
}

function invalidFilter(attribute: string): Reply {
  return {
    status: 400,
    json: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '400',
      scimType: 'invalidFilter',
      detail: `Filtering by ${attribute || 'this'} is not supported.`,
    },
  };
}
