import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

export const TOKEN = 'the-token-of-the-peer';
export const DIRECTORY = 'peer-1';

type Stored = SCIMMY.Schemas.User & { id: string };

const users = new Map<string, Stored>();
let entries = 0;

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .egress((resource) => {
    if (!resource.id)
      return resource.filter ? resource.filter.match([...users.values()]) : [...users.values()];
    const user = users.get(resource.id);
    if (!user) throw new SCIMMY.Types.Error(404, '', `Resource ${resource.id} not found`);
    return user;
  })
  .ingress((resource, instance) => {
    const id = resource.id ?? `u${++entries}`;
    const { userName } = instance;
    if ([...users.values()].some((other) => other.id !== id && other.userName === userName))
      throw new SCIMMY.Types.Error(409, 'uniqueness', `User with userName '${userName}' already exists`);
    const stored = { ...JSON.parse(JSON.stringify(instance)), id };
    users.set(id, stored);
    return stored;
  })
  .degress((resource) => {
    users.delete(resource.id ?? '');
  });

/** A SCIM server that others wrote, mounted where Atlassian's would be; it keeps users in memory. */
export async function startPeer() {
  const app = express();
  const path = `/scim/directory/${DIRECTORY}`;
  app.use(
    path,
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request) => {
        if (request.header('authorization') !== `Bearer ${TOKEN}`) throw new Error('The token is not valid');
        return 'peer-user';
      },
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** One request as an identity provider makes it; the answer as it came. */
  async function send(method: string, target: string, body?: unknown, token = TOKEN) {
    const response = await fetch(`${url}${path}${target}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text };
  }

  return {
    url,
    send,
    /** A new user; returns its id. */
    async create(userName: string, more: object = {}): Promise<string> {
      const { status, text } = await send('POST', '/Users', userOf(userName, more));
      if (status !== 201) throw new Error(text);
      return JSON.parse(text).id;
    },
    async close() {
      users.clear();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function userOf(userName: string, more: object = {}) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    active: true,
    emails: [{ value: userName, type: 'work', primary: true }],
    ...more,
  };
}
