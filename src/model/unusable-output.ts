/** An answer that cannot be used; the message completes "the model ..." and has no full stop. */
export class UnusableOutput extends Error {
  /** what it cost; null when the server did not say */
  readonly tokens: number | null;
  constructor(message: string, tokens: number | null = null) {
    super(message);
    this.tokens = tokens;
  }
}

/** The unusable output that an error is, or wraps: the client wraps what its fetch throws. */
export function unusableIn(error: unknown): UnusableOutput | null {
  if (error instanceof UnusableOutput) return error;
  return error instanceof Error && error.cause instanceof UnusableOutput ? error.cause : null;
}
