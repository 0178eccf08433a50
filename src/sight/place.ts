/** Where something is shown, as far as it matters who reads it. */
export type Place = {
  channel: string;
  /** the person it is for is the only one who reads it: a direct message, or a message Slack shows to one person */
  alone: boolean;
  /** Slack Connect: people of another organisation may read */
  shared: boolean;
  /** an admin opened this channel for account facts */
  openForFacts: boolean;
  /** `internal`: everybody who reads here belongs to the installing team and is no guest. */
  readers(): Promise<'internal' | 'mixed' | 'unknown'>;
};
