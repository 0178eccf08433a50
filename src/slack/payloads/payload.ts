import type { Identity } from '../identity.ts';
import type { Aside } from '../send/tell-alone.ts';
import { type Interaction, interactionOf } from './interaction.ts';
import { type Post, postOf } from './post.ts';

/**
 * Everything Slack may send, in our words. `unsupported`: nothing the bot acts on, such as a join, its own post, or a shape this
 * version does not know. `eventId`: absent where Slack gave none.
 */
export type Payload =
  | { kind: 'post'; post: Post; eventId: string | null }
  | { kind: 'home-opened'; user: string; eventId: string | null }
  | Interaction
  | { kind: 'unsupported' };

type Body = Record<string, unknown>;

const UNSUPPORTED: Payload = { kind: 'unsupported' };

/** A Slack request body -> what it is. Pure. */
export function payloadOf(body: Body, identity: Pick<Identity, 'botUserId' | 'botId'>): Payload {
  return body.type === 'event_callback' ? eventOf(body, identity) : (interactionOf(body) ?? UNSUPPORTED);
}

function eventOf(body: Body, identity: Pick<Identity, 'botUserId' | 'botId'>): Payload {
  const event = (body.event ?? {}) as Body;
  const eventId = typeof body.event_id === 'string' ? body.event_id : null;
  if (event.type === 'app_home_opened')
    return event.tab === 'home' && typeof event.user === 'string'
      ? { kind: 'home-opened', user: event.user, eventId }
      : UNSUPPORTED;
  const post = postOf(body, identity);
  return post ? { kind: 'post', post, eventId } : UNSUPPORTED;
}

/** Who pressed, typed or sent a form, and where to tell them of a failure; null for events, whose author is told in the thread. */
export function askerOf(payload: Payload): Aside | null {
  switch (payload.kind) {
    case 'press': {
      const { user, channel, responseUrl } = payload.press;
      return { user, channel: channel ?? user, responseUrl };
    }
    case 'shortcut': {
      const { user, on, responseUrl } = payload.shortcut;
      return { user, channel: on.channel, responseUrl };
    }
    case 'command': {
      const { user, channel, responseUrl } = payload.command;
      return { user, channel, responseUrl };
    }
    case 'form':
      return { user: payload.form.user, channel: payload.form.user, responseUrl: null };
    default:
      return null;
  }
}
