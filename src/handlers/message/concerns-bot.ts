import type { Post } from '../../slack/payloads/post.ts';
import type { ThreadState } from '../../store/answered-threads.ts';
import type { Settings } from '../../store/channel-settings.ts';

/** Why the bot reads a post: it is spoken to; the person it answered, or somebody else, writes in that thread; it watches the channel. */
export type Reason = 'addressed' | 'asker' | 'thread' | 'watched';

type Needs = { settings: Settings; optOutMark: string };

/** Will this post be read at all? Cheap, so that posts of no concern are not even stored. */
export async function concernsBot({ settings, optOutMark }: Needs, post: Post): Promise<boolean> {
  const mark = optOutMark.toLowerCase();
  if ([post.text, post.plainText].some((words) => words.toLowerCase().startsWith(mark))) return false;
  if (post.user && (isAddressed(post) || post.inThread)) return true;
  return await isWatched(settings, post);
}

/** Why this post is read; null: it is left alone. `thread`: what is known about its thread. */
export async function reasonToRead(
  settings: Settings,
  post: Post,
  thread: ThreadState | null,
): Promise<Reason | null> {
  if (isAddressed(post)) return 'addressed';
  if (thread?.muted) return null;
  if (thread && post.inThread && post.user) return thread.asker === post.user ? 'asker' : 'thread';
  return (await isWatched(settings, post)) ? 'watched' : null;
}

/** Does the author wait for an answer? Integration bots never do: two bots must not talk to each other. */
export function isAddressed(post: Post): boolean {
  return post.user !== null && (post.direct || post.mentioned);
}

/** In a watched channel every new post is read, but no replies of integration bots, since they may answer this bot. */
async function isWatched(settings: Settings, { channel, user, inThread }: Post): Promise<boolean> {
  return (user !== null || !inThread) && (await settings.channel(channel)).triage;
}
