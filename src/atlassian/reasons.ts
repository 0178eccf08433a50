/** Why something could not be checked. Every reason completes "could not check, because ..." and has no full stop. */
export const REASONS = {
  TIMED_OUT: 'Atlassian did not answer in time',
  CIRCUIT_OPEN: 'Atlassian failed several times in a row, so it is not asked again for some seconds',
  TOO_LARGE: "Atlassian's answer was too large and was not read",
  BROKEN_OFF: "the connection broke off before Atlassian's answer was complete",
  EMPTY: 'Atlassian answered with an empty body',
  NOT_JSON: 'the answer was not JSON; something other than Atlassian may be answering at ATLASSIAN_API_URL',
};

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the host name could not be resolved',
  UND_ERR_CONNECT_TIMEOUT: 'the connection was not accepted in time',
};

/** Why no answer came at all. Only the error's code is read: its message may carry an address or a header. */
export function unreachable(error: unknown): string {
  const detail = CONNECTION[errorCode(error)];
  return `Atlassian could not be reached${detail ? `: ${detail}` : ''}`;
}

function errorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

/** Names the first field that is missing or of another kind; a path consists of our own schema's names. */
export function malformed(path: readonly PropertyKey[]): string {
  const where = path.filter((part) => typeof part === 'string').join('.');
  return `Atlassian's answer did not have the documented form${where ? ` (${where})` : ''}`;
}

/** The service asked for silence, by its rate limit, and that is not over yet. */
export function limited(waitMs: number): string {
  return `Atlassian takes no more requests of this kind for ${Math.ceil(waitMs / 1000)} s (rate limit), so it was not asked`;
}

export function unusable(variable: string): string {
  return `${variable} contains characters that cannot be sent`;
}
