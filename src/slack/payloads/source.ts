/** A message of Slack: a `ts` is unique in its channel only (docs.slack.dev/apis/events-api). */
export type MessageRef = { channel: string; ts: string };

/** A message that may be answered, with the thread its answer goes to. */
export type Source = MessageRef & { threadTs: string };

/** A message's key, unique across all workspaces. */
export function messageKey(teamId: string, { channel, ts }: MessageRef): string {
  return `${teamId}:${channel}:${ts}`;
}
