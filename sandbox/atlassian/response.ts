/** An HTTP response with a JSON body or plain text. */
export type ApiResponse = { status: number; headers?: Record<string, string>; json?: unknown; text?: string };

/** https://developer.atlassian.com/cloud/admin/organization/rest/intro/ : error codes and their titles. */
const ERRORS = {
  'ADMIN-400-1': 'Invalid cursor',
  'ADMIN-400-24': 'Invalid request body',
  'ADMIN-404-1': 'Resource not found',
  'ADMIN-404-2': 'Organization not found',
  'ADMIN-404-8': 'User not found',
  'ADMIN-405-1': 'Method not allowed',
  'ADMIN-500-1': 'Internal server error',
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An error in the format of the organisation API. The code contains the status. */
export function adminError(code: ErrorCode, detail: string): ApiResponse {
  const status = code.split('-')[1] ?? '500';
  const error = { id: crypto.randomUUID(), status, code, title: ERRORS[code], detail };
  return { status: Number(status), json: { errors: [error] } };
}

/** An error from the gateway in front of the APIs. Its `code` is a number. */
export function gatewayError(
  status: 401 | 429,
  message: string,
  headers: Record<string, string> = {},
): ApiResponse {
  return { status, headers, json: { code: status, message } };
}

/** A 403 for a key without permission. */
export function forbidden(path: string, message = 'User has no permission to access resource.'): ApiResponse {
  const timestamp = new Date().toISOString();
  const requestId = crypto.randomUUID();
  return { status: 403, json: { timestamp, path, status: 403, error: 'Forbidden', message, requestId } };
}

/** A 401 or 403 from the SCIM API. These are not SCIM errors. */
export function tracedError(status: 401 | 403, error: string): ApiResponse {
  return { status, json: { error, traceId: crypto.randomUUID().replaceAll('-', '').slice(0, 16) } };
}
