import { channelKindOf } from './channel-kind.ts';
import type { State } from './state.ts';
import type { Channel } from './types.ts';

/** What is not public and the bot is not in is as if it were not there. */
export function isHidden(channel: Channel): boolean {
  return channel.is_member === false && channelKindOf(channel) !== 'channel';
}

/** A channel the bot may read and write, or the code Slack refuses it with. */
export function accessibleChannel(state: State, id: string): Channel | string {
  const channel = state.channels.get(id);
  if (!channel) return 'channel_not_found';
  if (channel.is_member !== false) return channel;
  return isHidden(channel) ? 'channel_not_found' : 'not_in_channel';
}
