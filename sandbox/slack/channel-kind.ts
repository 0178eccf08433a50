import type { Channel } from './types.ts';

/** The kinds of channels by their name in events, with their names in scopes, lists and subscriptions. */
export const CHANNEL_KINDS = {
  channel: { scope: 'channels', listed: 'public_channel', event: 'message.channels' },
  group: { scope: 'groups', listed: 'private_channel', event: 'message.groups' },
  im: { scope: 'im', listed: 'im', event: 'message.im' },
  mpim: { scope: 'mpim', listed: 'mpim', event: 'message.mpim' },
} as const;

type Kind = keyof typeof CHANNEL_KINDS;

export function channelKindOf({ is_im, is_mpim, is_private }: Channel): Kind {
  if (is_im) return 'im';
  if (is_mpim) return 'mpim';
  return is_private ? 'group' : 'channel';
}
