import { asJson } from './arguments.ts';
import { CHANNEL_KINDS } from './channel-kind.ts';
import { SCOPES_OF_EVENT } from './scopes.ts';
import type { Json } from './types.ts';

/** The bot events that the app subscribes to by default. */
export const USUAL_EVENTS = [
  'app_home_opened',
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
];

const SCOPE_OF_LETTER: Record<string, string> = { C: 'channels:read', G: 'groups:read' };

/** Decides whether the app receives an event: it must subscribe to it and have its scope. */
export function createSubscriptions(events: readonly string[], granted: ReadonlySet<string>) {
  return (payload: Json): boolean => {
    const { type, channel_type } = asJson(payload.event);
    const name =
      type === 'message'
        ? (CHANNEL_KINDS[channel_type as keyof typeof CHANNEL_KINDS]?.event ?? '')
        : String(type);
    const scopes = SCOPES_OF_EVENT[name];
    if (!scopes || !events.includes(name)) return false;
    if (scopes.length < 2) return scopes.every((scope) => granted.has(scope));
    return granted.has(SCOPE_OF_LETTER[String(channel_type)] ?? '');
  };
}
