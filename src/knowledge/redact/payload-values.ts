import { isObject, type JsonObject, jsonObjects, objectsInString } from '../extract/json-objects.ts';
import { harmless, personal } from './personal-attributes.ts';
import type { Kind } from './placeholders.ts';

/** A value as it is written, and what it says of somebody. */
export type Named = { kind: Kind; value: string };

/** No payload of SCIM is nested deeper. */
const DEEPEST = 24;
const OF_ERRORS =
  /^(?:status|detail|scimType|message|errors?|code|statusCode|errorCode|errorSummary|exception)$/i;

/**
 * The personal values of the JSON payloads in a text, truncated or escaped ones too. In a user resource, in an extension and in a
 * PATCH operation every value counts but those of attributes known to be harmless; elsewhere those of personal attributes.
 */
export function payloadValues(text: string): Named[] {
  return jsonObjects(text).flatMap(({ value }) => inObject(value, 0));
}

function inObject(object: JsonObject, depth: number, isUser = ofUser(object)): Named[] {
  const keys = Object.keys(object);
  const ofError = keys.some((key) => OF_ERRORS.test(key));
  const operation = keys.some((key) => key.toLowerCase() === 'op');
  return Object.entries(object).flatMap(([key, value]) => {
    if (operation && key.toLowerCase() === 'value') return inOperation(object, value, depth);
    if (/^urn:.*:(?:User|Group)$/i.test(key) && isObject(value)) return leaves(value, 'value', depth);
    const attribute = lastOf(key);
    const kind = personal(attribute, ofError);
    if (kind && !(isObject(value) && ofUser(value))) return leaves(value, kind, depth);
    if (isUser && !ofError && !harmless(attribute)) return leaves(value, 'value', depth);
    return within(value, depth + 1);
  });
}

/** The value of a PATCH operation (RFC 7644 section 3.5.2), by what its path names. */
function inOperation(operation: JsonObject, value: unknown, depth: number): Named[] {
  const path = Object.entries(operation).find(([key]) => key.toLowerCase() === 'path')?.[1];
  if (typeof path !== 'string') return isObject(value) ? inObject(value, depth + 1, true) : [];
  const plain = path.replace(/\[[^\]]{0,400}\]/g, '');
  const first = plain.split(':').at(-1)?.split('.')[0] ?? '';
  if (harmless(first)) return [];
  return leaves(value, personal(lastOf(plain), false) ?? personal(first, false) ?? 'value', depth);
}

function within(value: unknown, depth: number): Named[] {
  if (depth > DEEPEST) return [];
  if (typeof value === 'string') return objectsInString(value).flatMap((one) => inObject(one, depth + 1));
  if (Array.isArray(value)) return value.flatMap((one) => within(one, depth + 1));
  return isObject(value) ? inObject(value, depth) : [];
}

/** Every text and number in a value. */
function leaves(value: unknown, kind: Kind, depth: number): Named[] {
  if (typeof value === 'string') return [{ kind, value: value.trim() }];
  if (typeof value === 'number') return [{ kind, value: String(value) }];
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, kind, depth + 1));
  return Object.entries(value).flatMap(([key, one]) =>
    harmless(lastOf(key)) ? [] : leaves(one, personal(lastOf(key), false) ?? kind, depth + 1),
  );
}

function ofUser(object: JsonObject): boolean {
  return Object.entries(object).some(
    ([key, value]) =>
      key.toLowerCase() === 'username' || (key === 'schemas' && /:User\b/.test(JSON.stringify(value))),
  );
}

/** `urn:...:User:employeeNumber`, `name.familyName` -> the attribute. */
function lastOf(key: string): string {
  return key.split(/[:.]/).at(-1) ?? key;
}
