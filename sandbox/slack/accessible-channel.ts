import { channelKindOf } from './channel-kind.ts';
import type { State } from './state.ts';
import type { Channel } from './types.ts';

/** A channel that is not public does not exist for the bot until it is a member. */
export function isHidden(channel: Channel): boolean {
  return channel.is_member === false && channelKindOf(channel) !== 'channel';
}

/** A channel the bot can read and write, or Slack's error code if it cannot. */
export function accessibleChannel(state: State, id: string): Channel | string {
  const channel = state.channels.get(id);
  if (!channel) return 'channel_not_found';
  if (channel.is_member !== false) return channel;
  return isHidden(channel) ? 'channel_not_found' : 'not_in_channel';
}
