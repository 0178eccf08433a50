import type { WebClient } from '@slack/web-api';
import type { Post } from './post.ts';

const ONLY_IN_DIRECT_MESSAGES =
  'who holds an address is shown only to full members of this workspace, in a direct message with me; send me the error there';

/**
 * May account facts be looked up for this post's author and shown where the answer goes? Null when they may, else the reason
 * as a sentence. Only a direct message with a full member of the installing team qualifies, and failing to find out means no
 * (rule 5 of docs/contract.md; user fields: docs.slack.dev/reference/objects/user-object).
 */
export async function whyNoSight(client: WebClient, post: Post): Promise<string | null> {
  if (!post.direct || post.shared || !post.user) return ONLY_IN_DIRECT_MESSAGES;
  try {
    const { user } = await client.users.info({ user: post.user });
    const full =
      user?.team_id === post.teamId &&
      ![user.deleted, user.is_bot, user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(
        true,
      );
    return full ? null : 'who holds an address is shown only to full members of this workspace';
  } catch {
    return 'Slack did not say whether you are a full member of this workspace, and only those may see who holds an address';
  }
}
