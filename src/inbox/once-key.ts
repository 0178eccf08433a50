/** What Slack names a post by. */
type Posted = { teamId: string; channel: string; ts: string };
/** What Slack names a button press by. */
type Pressed = { teamId: string; channel: string; id: string };

/** The one reply in a thread to a post or to a button press. */
export type ReplyKey =
  /** the reply to a post */
  | { kind: 'reply'; post: Posted }
  /** the answer to a button press, in a direct message */
  | { kind: 'press'; press: Pressed }
  /** all cases of an article, under the card (`cardKey`) that left them open */
  | { kind: 'cases'; press: Omit<Pressed, 'id'>; card: string; article: string };

/** What is sent at most once, by kind. */
export type OnceKey =
  | ReplyKey
  /** the private part of an answer, for each version of the post; '': as it was first written */
  | { kind: 'aside'; post: Posted; version: string }
  /** the warning of secrets in a post, for each version; '': as it was first written */
  | { kind: 'warning'; post: Posted; version: string }
  /** that a request failed for good */
  | { kind: 'notice'; job: string }
  /** the escalation of a card (`cardKey`) with the article it shows; `target`: the channel or person */
  | { kind: 'escalation'; card: string; article: string | null; target: string };

/** The key under which it is claimed. These strings are in existing files: they must never change. */
export function onceKey(key: OnceKey): string {
  switch (key.kind) {
    case 'aside':
      return `aside:${place(key.post, key.post.ts)}:${key.version}`;
    case 'warning':
      return `warning:${place(key.post, key.post.ts)}${key.version && `:${key.version}`}`;
    case 'notice':
      return `notice:${key.job}`;
    case 'escalation':
      return `escalation:${key.card}:${key.article}:${key.target}`;
    default:
      return place(key.kind === 'reply' ? key.post : key.press, replyId(key));
  }
}

/** Where it is noted that a post was deleted, or which version of it was read last. */
export function markKey(mark: 'deleted' | 'version', post: Posted): string {
  return `${mark}:${place(post, post.ts)}`;
}

/** What a reply answers, as the metadata of its message names it; unique in its channel. */
export function replyId(key: ReplyKey): string {
  switch (key.kind) {
    case 'reply':
      return key.post.ts;
    case 'press':
      return key.press.id;
    case 'cases':
      return `cases:${key.card}:${key.article}`;
  }
}

const place = ({ teamId, channel }: Omit<Posted, 'ts'>, id: string) => `${teamId}:${channel}:${id}`;
