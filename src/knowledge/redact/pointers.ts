import { ADDRESS_LIKE } from '../../email-address.ts';
import type { Kind } from './placeholders.ts';

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
// Two letters make a country, but for those that end names of files and of programs' parts.
const TOP =
  'com|org|net|info|biz|dev|app|cloud|edu|gov|int|mil|example|test|local|internal|corp|lan|intranet|home|company|consulting|systems|tech|online|network|solutions|services|agency|digital|global|health|life|live|ltd|inc|llc|gmbh|media|news|studio|team|world|xyz|site|space|shop|store|software|energy|finance|bank|care|education|engineering|foundation|partners|jobs|industries|capital|ventures|legal|law|clinic|university|academy|(?!js|ts|py|rb|cs|vb|kt|ps|md|tf|go|op|sh|rs)[a-z]{2}';

/** Numbers, ids and hosts that point at one person, machine or organisation, by their form alone. */
export const POINTERS: [Kind, RegExp][] = [
  // What looks like an address and was not found as one: broken, cut off, or in an unusual form.
  ['user', new RegExp(ADDRESS_LIKE, 'gu')],
  ['id', /\b\d{6,8}:[0-9a-f-]{8,64}\b/gi],
  ['id', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['id', /\b00[a-z][A-Za-z0-9]{17}\b/g],
  ['id', /\b[0-9a-f]{16,64}\b/gi],
  // Opaque: long, with digits and letters, and neither a date nor a name of a schema.
  ['id', /(?<![\w:./-])(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[a-z])(?!\d{4}-\d\d-\d\d)[\w-]{20,500}(?![\w-])/gi],
  ['ip', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g],
  // Eight groups, or fewer with a gap; a time of day has neither.
  ['ip', /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])/gi],
  ['ip', /(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gi],
  ['phone', /(?<![\w.:-])(?!\d{1,4}[-/.]\d\d?[-/.]\d{2,4}\b)\+?\(?\d[\d ()/.-]{7,18}\d(?![\w-]|[.:]\w)/g],
  ['domain', new RegExp(String.raw`(?<=:\/\/|\]@)${LABEL}(?:\.${LABEL}){0,8}`, 'giu')],
  [
    'domain',
    new RegExp(String.raw`(?<![\p{L}\p{N}@._-])(?:${LABEL}\.){1,6}(?:${TOP})(?![\p{L}\p{N}_-]|\.\w)`, 'giu'),
  ],
];

/** Hosts of services, which say who spoke and nothing about who uses it. */
const SERVICES =
  'localhost amazonaws.com atlassian.com atlassian.net atl-paas.net okta.com okta-emea.com oktapreview.com okta-gov.com microsoft.com microsoftonline.com windows.net azure.com google.com googleapis.com onelogin.com jumpcloud.com pingone.com pingidentity.com sailpoint.com identitynow.com slack.com github.com openai.com ietf.org'.split(
    ' ',
  );
/** What may come before such a host without naming a customer. */
const PUBLIC_PARTS =
  /^(?:www|api|admin|id|auth|login|graph|support|status|docs?|developers?|help|accounts?|console|portal|sts|scim|provisioning|aad|entra|community|confluence|jira|start|cloud|datatracker|apps?|eu|us|emea|gov|prod|global|tools|learn|fonts|[a-z]{2}-[a-z]{4,9}-\d)$/;

/** A service's host as it may be shown: a customer's own part of it hidden by `hide`; null for any other host. */
export function shownHost(host: string, hide: (tenant: string) => string): string | null {
  const name = host.toLowerCase();
  const service = SERVICES.find((one) => name === one || name.endsWith(`.${one}`));
  if (!service) return null;
  const before = name.slice(0, -service.length).replace(/\.$/, '');
  if (before === '' || before.split('.').every((part) => PUBLIC_PARTS.test(part))) return host;
  return `${hide(before)}.${service}`;
}
