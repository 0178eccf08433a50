import type { Category } from '../../../classify/category.ts';
import { isObject, type JsonObject } from '../../json-objects.ts';
import { outcomeOf } from '../outcome.ts';
import type { Row } from '../row.ts';
import { objectOf, textOf } from './object-of.ts';

/** Types of System Log events that are about provisioning (help.okta.com, "Application events"), also by their old names. */
const OKTA_TYPES = /^application\.(?:provision|integration|configuration)\b|^app\.user_management\b/;

/** What an event of Okta states by its type alone (same page). */
const OKTA_STATES = new Map<string, Category>([
  ['application.integration.authentication_failure', 'unauthorized'],
  ['application.integration.rate_limit_exceeded', 'rate-limited'],
]);

/** Okta's LogEvent (developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog). */
export function oktaEvent(event: JsonObject): Row | null {
  const outcome = objectOf(event.outcome);
  const type = [event.eventType, event.legacyEventType].find(
    (name): name is string => typeof name === 'string' && OKTA_TYPES.test(name),
  );
  if (!outcome || !type) return null;
  const targets = (Array.isArray(event.target) ? event.target : []).filter(isObject);
  const of = (...types: string[]) => targets.find((target) => types.includes(String(target.type)));
  const person = of('AppUser') ?? of('User');
  const group = of('AppGroup') ?? of('UserGroup');
  const reason = textOf(outcome.reason);
  return {
    outcome: outcomeOf(outcome.result),
    log: 'Okta',
    wrapper: 'okta',
    resource: person ? 'User' : group ? 'Group' : null,
    about: textOf(person?.alternateId) ?? textOf(person?.displayName) ?? textOf(group?.displayName),
    words: reason ?? '',
    reason,
    stated: reason ? null : (OKTA_STATES.get(type) ?? null),
    text: JSON.stringify(event),
  };
}
