import { isObject, type JsonObject } from '../../json-objects.ts';
import type { Row } from '../row.ts';
import { entraEvent } from './entra-event.ts';
import { jumpCloudEvent } from './jump-cloud-event.ts';
import { oktaEvent } from './okta-event.ts';
import { oneLoginEvent } from './one-login-event.ts';

/** What a text must hold somewhere to hold an entry of one of these logs. */
export const EVENT_HINT =
  /provisioningStatusInfo|"statusInfo|\beventType\b|\bevent_type\b|\bevent_type_id\b|"outcome/;

const READERS = [entraEvent, oktaEvent, jumpCloudEvent, oneLoginEvent];
/** How deep a list of entries may be inside an answer of an API: `{"value": [...]}`. */
const DEEPEST_LIST = 4;

/** A JSON object -> the entries of a provisioning log that it is or holds, in order. */
export function eventsIn(object: JsonObject, depth = 0): Row[] {
  for (const read of READERS) {
    const row = read(object);
    if (row) return [row];
  }
  if (depth >= DEEPEST_LIST) return [];
  return Object.values(object)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (isObject(value) ? eventsIn(value, depth + 1) : []));
}
