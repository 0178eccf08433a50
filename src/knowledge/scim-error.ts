import type { Category } from './classify/category.ts';

/** Who passed the service provider's answer on to us. `generic`: a log line or client wrapped it, nobody is named. */
export const WRAPPERS = [
  'okta',
  'entra',
  'google',
  'onelogin',
  'jumpcloud',
  'ping',
  'sailpoint',
  'generic',
] as const;

export type Wrapper = (typeof WRAPPERS)[number];

/** How a failure is written: in a service's body (in SCIM's form or its own), as a status alone, or as a kind of sentence. */
export type ErrorForm =
  | 'scim'
  | 'answer'
  | 'status'
  | 'resource'
  | 'remote'
  | 'connection'
  | 'entra-code'
  | 'html'
  | 'words'
  | 'xml';

/** One SCIM error as docs/contract.md section 2 publishes it. */
export type ScimError = {
  /** from the innermost service answer */
  httpStatus: number | null;
  /** as written, also non-standard values */
  scimType: string | null;
  detail: string | null;
  resource: 'User' | 'Group' | null;
  /** lower-cased, distinct, the one the error names first */
  emails: string[];
  wrapper: Wrapper | null;
};

/** A `ScimError` with what only the bot itself needs. */
export type ExtractedError = ScimError & {
  /** The one address a look-up may ask for: named by the error or its own request, in its original case. */
  address: string | null;
  /** Whom it is about, as the paste has it: an address, else the name of a person or group; null when none is near. */
  about: string | null;
  /** Something in the paste names SCIM or provisioning as what failed, or has SCIM's own form. */
  strongCue: boolean;
  /** The category that a documented code, or an HTML page instead of an answer, states. */
  stated: Category | null;
  form: ErrorForm;
  /** What the identity provider calls it: a documented code of its log, when that decides. */
  code: string | null;
  /** How often the paste holds the same error. */
  times: number;
  /** Where each reading came from, as short English phrases ("status 409 in the body"). */
  evidence: string[];
  /** The part of the paste this error was read from, as plain text. */
  text: string;
};
