/** An answer that cannot be used; the message completes "the model ..." and has no full stop. */
export class Junk extends Error {
  /** what it cost all the same; null when the server did not say */
  readonly tokens: number | null;
  constructor(message: string, tokens: number | null = null) {
    super(message);
    this.tokens = tokens;
  }
}

/** The junk that an error is, or wraps: the client packs up what its fetch throws. */
export function junkIn(error: unknown): Junk | null {
  if (error instanceof Junk) return error;
  return error instanceof Error && error.cause instanceof Junk ? error.cause : null;
}
