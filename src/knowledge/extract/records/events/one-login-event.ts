import type { JsonObject } from '../../json-objects.ts';
import type { Row } from '../row.ts';
import { textOf } from './object-of.ts';

/** OneLogin's events (developers.onelogin.com/api-docs/1/events): an error has its description. */
export function oneLoginEvent(event: JsonObject): Row | null {
  if (!('event_type_id' in event) || !('error_description' in event)) return null;
  const reason = textOf(event.error_description);
  return {
    outcome: reason ? 'failed' : null,
    log: 'OneLogin',
    wrapper: 'onelogin',
    resource: null,
    about: textOf(event.user_name) ?? textOf(event.group_name),
    words: reason ?? '',
    reason,
    stated: null,
    text: JSON.stringify(event),
  };
}
