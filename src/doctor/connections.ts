import { type Config, slackMode } from '../config.ts';

/** A service that the bot may be connected to, and what that means for cards. */
export type Connection = { name: string; works: boolean; says: string };

/** What a configuration connects. It asks nobody; `npm run doctor` does. */
export function connectionsOf(config: Config): Connection[] {
  const one = (name: string, works: boolean, yes: string, no: string): Connection => ({
    name,
    works,
    says: works ? yes : no,
  });
  return [
    one('Slack', true, slackMode(config) === 'http' ? 'signed HTTP requests' : 'Socket Mode', ''),
    one(
      'Atlassian organisation',
      Boolean(config.ATLASSIAN_ORG_ID && config.ATLASSIAN_API_KEY),
      'cards show who holds an address, and its state',
      'ATLASSIAN_ORG_ID or ATLASSIAN_API_KEY is not set: cards leave the branch open and say how to find out by hand',
    ),
    one(
      'Atlassian user management',
      Boolean(config.ATLASSIAN_USER_MANAGEMENT_KEY),
      'cards show whether the organisation may change the address',
      'ATLASSIAN_USER_MANAGEMENT_KEY is not set: cards do not show whether the organisation may change the address',
    ),
    one(
      'Atlassian SCIM directory',
      Boolean(config.ATLASSIAN_SCIM_DIRECTORY_ID && config.ATLASSIAN_SCIM_TOKEN),
      'cards show the SCIM record itself',
      'ATLASSIAN_SCIM_DIRECTORY_ID or ATLASSIAN_SCIM_TOKEN is not set: cards do not show the SCIM record itself',
    ),
    one(
      'Language model',
      Boolean(config.OPENAI_API_KEY && config.OPENAI_MODEL),
      'helps where the rules name no article; it sees no personal data',
      'OPENAI_API_KEY or OPENAI_MODEL is not set: rules only',
    ),
  ];
}
