import { emailsIn } from '../../emails.ts';
import type { JsonObject } from '../../json-objects.ts';
import { outcomeOf } from '../outcome.ts';
import type { Row } from '../row.ts';
import { objectOf, textOf } from './object-of.ts';

/** JumpCloud's Directory Insights (jumpcloud.com/support, "View the Directory Insights Activity Log"). */
export function jumpCloudEvent(event: JsonObject): Row | null {
  const type = textOf(event.event_type);
  if (!type || !/provision/.test(type) || typeof event.success !== 'boolean') return null;
  const resource = objectOf(event.resource);
  const reason = textOf(event.error_message) ?? textOf(event.message);
  const address = emailsIn(JSON.stringify(resource ?? ''))[0];
  return {
    outcome: outcomeOf(event.success),
    log: 'JumpCloud',
    wrapper: 'jumpcloud',
    resource: type.startsWith('group') ? 'Group' : 'User',
    about: address ?? textOf(resource?.username) ?? textOf(resource?.name),
    words: reason ?? '',
    reason,
    stated: null,
    text: JSON.stringify(event),
  };
}
