import { DEEPEST_STRING, isObject, type JsonObject, objectsInString } from './json-objects.ts';

/** What one JSON object says about one failed operation, read by field. */
export type ServiceResponse = {
  status: number | null;
  scimType: string | null;
  detail: string | null;
  /** in SCIM's own form: the error schema, a scimType, SCIM 1.1 `Errors`, or an operation of a bulk reply */
  scim: boolean;
  /** inside another object or string */
  nested: boolean;
  /** an identity provider's own log says it, not the service */
  ofLog?: true;
  /** the entry of a list that it stands in */
  item?: JsonObject;
};

const ERROR_SCHEMA = /urn:ietf:params:scim:(?:api|b):messages:[\d.]+:error/i;
const MESSAGE_FIELDS = 'detail description message error_description errorMessage error title'.split(' ');
const STATUS_FIELDS = 'status statusCode status_code httpStatus code'.split(' ');

/**
 * A JSON object -> the failures it reports: a SCIM error (RFC 7644 section 3.12), SCIM 1.1 `Errors`, the failed operations of
 * a bulk reply (RFC 7644 section 3.7.3), or a service's own error object. What is inside, also as a JSON string, comes before
 * the object itself, so that a wrapper's status never hides the service's answer.
 */
export function serviceResponses(object: JsonObject, depth = 0): ServiceResponse[] {
  if (object.type === 'object' && isObject(object.properties)) return [];
  if (Array.isArray(object.Operations) && !isPatch(object)) return object.Operations.flatMap(bulkOperation);
  const nested = depth > 0;
  const errors = [object.Errors].flat().filter(isObject);
  if (errors.length > 0)
    return errors.map((error) => ({ ...fields(error), scim: true, nested, item: error }));
  const plain = { status: null, scimType: null, scim: false, nested };
  const key = keyed(object);
  if (key !== null) return [{ ...plain, detail: key }];
  const entry = quarantine(object) ?? logged(object);
  if (entry !== null) {
    const answers = within(object.reason, depth);
    return answers.length > 0 ? answers : [{ ...plain, detail: entry, ofLog: true }];
  }
  const own = ownAnswer(object, nested);
  if (own?.scim) return [own];
  const inner = depth < 8 ? Object.values(object).flatMap((value) => within(value, depth)) : [];
  const strong = inner.filter((answer) => answer.scim || answer.detail !== null);
  if (strong.length > 0) return strong.map((answer) => ({ ...answer, nested: true }));
  return own ? [own] : [];
}

function within(value: unknown, depth: number): ServiceResponse[] {
  if (isObject(value)) return serviceResponses(value, depth + 1);
  if (Array.isArray(value))
    return value.flatMap((item) =>
      within(item, depth + 1).map((answer) => (isObject(item) ? { item, ...answer } : answer)),
    );
  if (typeof value === 'string' && depth < DEEPEST_STRING) {
    return objectsInString(value).flatMap((object) => serviceResponses(object, depth + 1));
  }
  return [];
}

/** A PATCH request pasted along is what was asked, not what was answered. */
function isPatch(object: JsonObject): boolean {
  return /PatchOp|BulkRequest/i.test(JSON.stringify(object.schemas ?? ''));
}

function bulkOperation(operation: unknown): ServiceResponse[] {
  if (!isObject(operation)) return [];
  const response = fields(isObject(operation.response) ? operation.response : {});
  const status = response.status ?? statusOf(operation.status);
  return (status ?? 0) >= 400 ? [{ ...response, status, scim: true, nested: false, item: operation }] : [];
}

type Fields = Pick<ServiceResponse, 'status' | 'scimType' | 'detail'>;

const KEYS = /^(?:forbidden|conflict|unauthorized|accountNotFound|licen[cs]eExceeded)\b/;

/** Atlassian's User management API names its refusals by key (developer.atlassian.com/cloud/admin/user-management/rest). */
function keyed(object: JsonObject): string | null {
  const key = [object.key, object.errorKey].find((value) => typeof value === 'string');
  if (typeof key !== 'string' || !KEYS.test(key)) return null;
  const context = [object.context, object.errorDetail].find(isObject) ?? {};
  const reason = isObject(context.reason) ? context.reason.key : undefined;
  const codes = Array.isArray(context.errorCodes)
    ? context.errorCodes.map((code) => (isObject(code) ? textOf(code.message) : null))
    : [];
  return joined([key, reason, context.domain, textOf(context.message), ...codes]);
}

/** A failed entry of Entra's provisioning log (learn.microsoft.com/graph, provisioningErrorInfo). */
function logged({ errorCode, reason }: JsonObject): string | null {
  return typeof errorCode === 'string' && typeof reason === 'string' ? `${errorCode}: ${reason}` : null;
}

/** The status of an Entra provisioning job (learn.microsoft.com/graph, synchronizationStatus) that is in quarantine. */
function quarantine(object: JsonObject): string | null {
  if (!isObject(object.quarantine)) return null;
  const { reason, error } = object.quarantine;
  const { code, message } = isObject(error) ? error : {};
  return joined(typeof code === 'string' ? [code, message] : ['quarantine', reason]);
}

function joined(parts: unknown[]): string {
  return parts.filter((part) => typeof part === 'string').join(': ');
}

function ownAnswer(object: JsonObject, nested: boolean): ServiceResponse | null {
  const read = fields(object);
  const declared = ERROR_SCHEMA.test(JSON.stringify(object.schemas ?? object.schema ?? ''));
  if (read.status !== null && read.status < 300) return null;
  if ((declared && !('userName' in object)) || typeof object.scimType === 'string')
    return { ...read, scim: true, nested };
  const says =
    read.detail !== null &&
    MESSAGE_FIELDS.some((field) => typeof object[field] === 'string' || Array.isArray(object[field]));
  const failed = (read.status ?? 0) >= 300;
  const gateway = ['error', 'errorKey', 'message'].some((field) => typeof object[field] === 'string');
  return says && (failed || gateway) ? { ...read, scim: false, nested } : null;
}

function fields(object: JsonObject): Fields {
  const status = STATUS_FIELDS.map((field) => statusOf(object[field])).find((value) => value !== null);
  const scimType = typeof object.scimType === 'string' && object.scimType !== '' ? object.scimType : null;
  const texts = [...MESSAGE_FIELDS.map((field) => textOf(object[field])), flattened(object.detail)];
  return { status: status ?? null, scimType, detail: texts.find((value) => value !== null) ?? null };
}

/** RFC 7644 has the status as a string; many servers send a number. */
function statusOf(value: unknown): number | null {
  if (isObject(value)) return statusOf(value.code);
  const status = typeof value === 'string' ? Number(/^\s*([1-5]\d\d)\b/.exec(value)?.[1]) : value;
  const valid = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600;
  return valid ? status : null;
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const parts = value.map((part) => (isObject(part) ? textOf(part.message) : part));
    return parts.filter((part) => typeof part === 'string').join('; ') || null;
  }
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A detail that is an object of fields and their complaints: `{"userName":["is required"]}` -> "userName: is required". */
function flattened(value: unknown, depth = 0): string | null {
  if (!isObject(value) || depth > 3) return textOf(value);
  const parts = Object.entries(value).map(([key, inner]) => `${key}: ${flattened(inner, depth + 1) ?? ''}`);
  return parts.join('; ').slice(0, 2000) || null;
}
