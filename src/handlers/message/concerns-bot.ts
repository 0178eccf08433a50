import type { Post } from '../../slack/payloads/post.ts';
import type { ThreadState } from '../../store/answered-threads.ts';
import type { Rooms } from '../rooms.ts';

/**
 * Why the bot reads a post: somebody spoke to it, the person it answered goes on talking in that thread, somebody else does, or
 * it watches the channel.
 */
export type Reason = 'addressed' | 'asker' | 'thread' | 'watched';

type Needs = { settings: Rooms['memory']['settings']; optOutMark: string };

/** Will this post be read at all? Cheap, so that what others say to each other is not even stored. */
export async function concernsBot({ settings, optOutMark }: Needs, post: Post): Promise<boolean> {
  if (isOptedOut(optOutMark, post)) return false;
  if (post.user && (isAddressed(post) || post.inThread)) return true;
  return await isWatched(settings, post);
}

/** Why this post is read; null: it is left alone. `thread`: what is known of its thread. */
export async function reasonToRead(
  settings: Needs['settings'],
  post: Post,
  thread: ThreadState | null,
): Promise<Reason | null> {
  if (isAddressed(post)) return 'addressed';
  if (thread?.muted) return null;
  if (thread && post.inThread && post.user) return thread.asker === post.user ? 'asker' : 'thread';
  return (await isWatched(settings, post)) ? 'watched' : null;
}

/** Does its author wait for an answer? Integration bots never do: two bots must not talk to each other. */
export function isAddressed(post: Post): boolean {
  return post.user !== null && (post.direct || post.mentioned);
}

/** In a watched channel every new post is read. Of integration bots only those that open a thread, since replies may be ours. */
async function isWatched(settings: Needs['settings'], { channel, user, inThread }: Post): Promise<boolean> {
  return (user !== null || !inThread) && (await settings.channel(channel)).triage;
}

/** The mark counts in the words as in the plain `text` beside blocks. */
function isOptedOut(optOutMark: string, { text, plainText }: Post): boolean {
  return [text, plainText].some((words) => words.toLowerCase().startsWith(optOutMark.toLowerCase()));
}
