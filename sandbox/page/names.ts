import type { Channel, User } from '../slack/types.ts';

/** The names shown on the page in place of ids. */
export type Names = { user(id: string): string; channel(id: string): string };

export function namesOf(users: User[], channels: Channel[]): Names {
  const ofUsers = new Map(users.map(({ id, real_name }) => [id, real_name]));
  const ofChannels = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    user: (id) => ofUsers.get(id) ?? id,
    channel: (id) => ofChannels.get(id) ?? id,
  };
}

const EMOJI: Record<string, string> = {
  eyes: '👀',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  mag: '🔍',
  lock: '🔒',
  cry: '😢',
  thinking_face: '🤔',
  tada: '🎉',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  raised_hands: '🙌',
  wave: '👋',
  speech_balloon: '💬',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
};

/** The emoji with this name. A name not listed here stays as written. */
export const emojiOf = (name: string): string => EMOJI[name] ?? `:${name}:`;
