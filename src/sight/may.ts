/** Why somebody may not. The `unknown` ones: Slack did not say, which counts as no. */
export type WhyNot =
  | 'nobody asked'
  | 'not a member'
  | 'not chosen'
  | 'not the asker'
  | 'not an admin'
  | 'shared place'
  | 'others read'
  | 'unknown member'
  | 'unknown group'
  | 'unknown readers';

/** The answer to "may this person ... in this place?" */
export type May = 'yes' | WhyNot;
