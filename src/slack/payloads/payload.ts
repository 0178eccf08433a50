import type { Identity } from '../identity.ts';
import type { Aside } from '../send/tell-alone.ts';
import { type Interaction, interactionOf } from './interaction.ts';
import { type Deleted, deletedOf, type Post, postOf } from './post.ts';

/**
 * Everything Slack may send. `unsupported`: the bot does not act on it, such as a join, its own post, or a shape this version does
 * not know. `eventId`: null if Slack gave none.
 */
export type Payload =
  | { kind: 'post'; post: Post; eventId: string | null }
  | { kind: 'deleted'; post: Deleted; eventId: string | null }
  | { kind: 'home-opened'; user: string; eventId: string | null }
  | Interaction
  | { kind: 'unsupported' };

type Body = Record<string, unknown>;

/** A Slack request body -> what it is. Pure. */
export function payloadOf(body: Body, identity: Pick<Identity, 'botUserId' | 'botId'>): Payload {
  const payload = body.type === 'event_callback' ? eventOf(body, identity) : interactionOf(body);
  return payload ?? { kind: 'unsupported' };
}

function eventOf(body: Body, identity: Pick<Identity, 'botUserId' | 'botId'>): Payload | null {
  const { type, tab, user } = (body.event ?? {}) as Body;
  const eventId = typeof body.event_id === 'string' ? body.event_id : null;
  if (type === 'app_home_opened')
    return tab === 'home' && typeof user === 'string' ? { kind: 'home-opened', user, eventId } : null;
  const deleted = deletedOf(body, identity);
  if (deleted) return { kind: 'deleted', post: deleted, eventId };
  const post = postOf(body, identity);
  return post && { kind: 'post', post, eventId };
}

/** In whose queue a request waits, so that nobody's requests hold up those of others: a person's, or else that of a channel. */
export function ownerOf(payload: Payload): string {
  switch (payload.kind) {
    case 'post':
      return payload.post.user ?? payload.post.channel;
    case 'deleted':
      return payload.post.channel;
    case 'home-opened':
      return payload.user;
    default:
      return askerOf(payload)?.user ?? '';
  }
}

/** Who pressed, typed or sent a form, and where to report a failure; null for events, whose author gets it in the thread. */
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
