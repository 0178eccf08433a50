import type { Identity } from '../slack/connect.ts';
import { keysOf, postOf } from '../slack/payloads/post.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import { opensModal } from './button/on-press.ts';
import { mayConcernUs } from './message/on-post.ts';
import type { Parts } from './parts.ts';

type Body = Record<string, unknown>;

/**
 * What becomes of a Slack request: a job under all names it goes by; run at once, because it opens a modal, for which Slack
 * gives three seconds; or nothing, because it does not concern the bot.
 */
export type Fate = { job: string[] } | 'at once' | 'nothing';

/** A Slack request, free of secrets, of whatever kind -> its fate. */
export async function fateOf(
  body: Body,
  identity: Identity,
  parts: Pick<Parts, 'settings' | 'optOutMark'>,
): Promise<Fate> {
  switch (body.type) {
    case 'event_callback':
      return await fateOfEvent(body, identity, parts);
    case 'block_actions':
      return actionsOf(body).some(opensModal) ? 'at once' : jobFor(body.trigger_id);
    case 'message_action':
      return jobFor(body.trigger_id);
    case 'view_submission':
      return jobFor((body.view as Body | undefined)?.id, 'view');
    case 'view_closed':
      return 'nothing';
    default:
      if (typeof body.command !== 'string') return 'at once';
      return String(body.text ?? '').trim() === '' ? 'at once' : jobFor(body.trigger_id);
  }
}

async function fateOfEvent(
  body: Body,
  { botUserId, botId }: Identity,
  parts: Pick<Parts, 'settings' | 'optOutMark'>,
): Promise<Fate> {
  const event = (body.event ?? {}) as Body;
  if (event.type === 'app_home_opened')
    return event.tab === 'home' ? jobFor(body.event_id, 'event') : 'nothing';
  const post = postOf(body, botUserId, botId);
  return post && (await mayConcernUs(parts, post)) ? { job: keysOf(body, post) } : 'nothing';
}

/** A request without a name of its own cannot be told from its repetition: it is run at once. */
function jobFor(id: unknown, kind = 'trigger'): Fate {
  return typeof id === 'string' && id !== '' ? { job: [`${kind}:${id}`] } : 'at once';
}

function actionsOf({ actions }: Body): string[] {
  return Array.isArray(actions) ? actions.map((action) => String(action?.action_id)) : [];
}

/** Who pressed, typed or sent a form, and where to tell them of a failure; null for events, whose author is told in the thread. */
export function askerOf(body: Body): Aside | null {
  const id = (value: unknown) => (value as { id?: unknown } | undefined)?.id;
  const user = body.user_id ?? id(body.user);
  if (body.type === 'event_callback' || typeof user !== 'string') return null;
  const channel = body.channel_id ?? id(body.channel);
  return {
    channel: typeof channel === 'string' ? channel : user,
    user,
    responseUrl: typeof body.response_url === 'string' ? body.response_url : null,
  };
}
