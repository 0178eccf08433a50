import { randomBytes } from 'node:crypto';

/** Who acted, and in which modal, if any. */
export type Trigger = { user: string; viewId?: string };

/**
 * Each trigger id opens one modal, within `lastMs`; at Slack that is three seconds. `now`: milliseconds.
 * https://docs.slack.dev/interactivity/handling-user-interaction , https://docs.slack.dev/reference/methods/views.open
 */
export function createTriggers(now: () => number, lastMs: number) {
  const issued = new Map<string, Trigger & { until: number; used: boolean }>();
  return {
    issue(trigger: Trigger): string {
      const id = `${now()}.${issued.size + 1}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { ...trigger, until: now() + lastMs, used: false });
      return id;
    },

    /** Uses up a trigger id. Returns the trigger, or Slack's error code. */
    exchange(id: string): Trigger | string {
      const trigger = issued.get(id);
      if (!trigger) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (now() > trigger.until) return 'expired_trigger_id';
      trigger.used = true;
      return trigger;
    },
  };
}
