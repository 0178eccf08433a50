import type { LookUpDefinition } from '../atlassian/define-look-up.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import { accountByEmail } from './account-by-email.ts';
import { directories } from './directories.ts';
import { domainStatus } from './domain-status.ts';
import { mayEdit } from './may-edit.ts';
import { organisation } from './organisation.ts';
import { scimLinks } from './scim-links.ts';
import { scimLinksOfAccount } from './scim-links-of-account.ts';
import { scimRecord } from './scim-record.ts';

/** Every look-up an article may name, in alphabetical order. */
export const LOOK_UPS: Readonly<Record<LookUpName, LookUpDefinition>> = {
  'account-by-email': accountByEmail,
  directories,
  'domain-status': domainStatus,
  'may-edit': mayEdit,
  organisation,
  'scim-links': scimLinks,
  'scim-links-of-account': scimLinksOfAccount,
  'scim-record': scimRecord,
};
