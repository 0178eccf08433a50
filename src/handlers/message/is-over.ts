import type { Inbox } from '../../inbox/inbox.ts';
import { markKey } from '../../inbox/once-key.ts';

/** A post, and when the version in question was written: null as it was first posted. */
type Version = { teamId: string; channel: string; ts: string; edited: string | null };

/** Is there nothing left to say about this version of a post: was the post deleted, or a newer version read? */
export async function isOver(inbox: Inbox, post: Version): Promise<boolean> {
  return (await isDeleted(inbox, post)) || (await isSuperseded(inbox, post));
}

/** Notes that a post was deleted: what still waits to be said about it is not said. */
export async function noteDeleted(inbox: Inbox, post: Omit<Version, 'edited'>): Promise<void> {
  await inbox.markPosted(markKey('deleted', post), '');
}

export async function isDeleted(inbox: Inbox, post: Omit<Version, 'edited'>): Promise<boolean> {
  return (await inbox.findPosted(markKey('deleted', post))) !== null;
}

/** Notes which version of a post is being answered, unless a newer one is noted. Calls about one post must take turns. */
export async function noteVersion(inbox: Inbox, post: Version): Promise<void> {
  if (post.edited === null || (await isSuperseded(inbox, post))) return;
  const key = markKey('version', post);
  await inbox.forgetPosted(key);
  await inbox.markPosted(key, post.edited);
}

/** Was a newer version of the post read? Slack writes time as seconds, with a fraction. */
async function isSuperseded(inbox: Inbox, post: Version): Promise<boolean> {
  return Number((await inbox.findPosted(markKey('version', post))) ?? 0) > Number(post.edited ?? 0);
}
