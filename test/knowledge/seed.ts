/** The published sample, without its closing brace as Atlassian prints it. */
export const SEED =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email[example@example.com] already exists."';

/** What must be read from the seed, in whatever shape it comes. */
export const SEED_READ = {
  httpStatus: 409,
  scimType: 'uniqueness',
  detail: 'Resource [USER]: with email[example@example.com] already exists.',
  resource: 'User',
};
