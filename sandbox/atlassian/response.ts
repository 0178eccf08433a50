/** An HTTP answer: a JSON body, or text as it is. */
export type ApiResponse = { status: number; headers?: Record<string, string>; json?: unknown; text?: string };

/** https://developer.atlassian.com/cloud/admin/organization/rest/intro/ : code, title and what went wrong. */
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

/** An error as the organisation API itself answers it; the status is part of the code. */
export function adminError(code: ErrorCode, detail: string): ApiResponse {
  const status = code.split('-')[1] ?? '500';
  const error = { id: crypto.randomUUID(), status, code, title: ERRORS[code], detail };
  return { status: Number(status), json: { errors: [error] } };
}

/** An error of the gateway in front of the APIs, whose `code` is a number. */
export function gatewayError(
  status: 401 | 429,
  message: string,
  headers: Record<string, string> = {},
): ApiResponse {
  return { status, headers, json: { code: status, message } };
}

/** The form of a 403. */
export function forbidden(path: string, message = 'User has no permission to access resource.'): ApiResponse {
  const timestamp = new Date().toISOString();
  const requestId = crypto.randomUUID();
  return { status: 403, json: { timestamp, path, status: 403, error: 'Forbidden', message, requestId } };
}

/** The 401 and 403 of the SCIM API, which are no SCIM errors. */
export function tracedError(status: 401 | 403, error: string): ApiResponse {
  return { status, json: { error, traceId: crypto.randomUUID().replaceAll('-', '').slice(0, 16) } };
}
