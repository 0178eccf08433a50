import { expect } from 'vitest';
import type { Inbox, InboxSettings, Job } from '../../src/inbox/inbox.ts';

/** An engine as its contract sees it. */
export type Engine = {
  /** Opens the inbox at a place; opening the same place twice gives two processes' view of one inbox. */
  open(place: string, settings: Partial<InboxSettings>): Inbox;
  /** Does anything that the engine keeps at a place contain this text? */
  holds(place: string, text: string): Promise<boolean>;
};

/** A new, empty inbox: a pause of 100 ms per failure. `again` opens it once more, as another process or the next start. */
export type Started = {
  inbox: Inbox;
  again(): Inbox;
  clock: { ms: number };
  holds(text: string): Promise<boolean>;
};
export type Start = (settings?: Partial<InboxSettings>) => Started;

export const LEASE_MS = 1_000;
export const OPEN_MS = 500;
export const GIVE_UP_MS = { outage: 10_000, broken: 300, killed: 20_000 };
export const KEPT_MS = 1_000_000;

let places = 0;

/** Starts an empty inbox on an engine. */
export function startOn({ open, holds }: Engine, settings: Partial<InboxSettings> = {}): Started {
  const place = `contract-${places++}`;
  const clock = { ms: 1_800_000_000_000 };
  const again = () =>
    open(place, {
      now: () => clock.ms,
      leaseMs: LEASE_MS,
      giveUpMs: GIVE_UP_MS,
      backoff: (failures) => failures * 100,
      openMs: OPEN_MS,
      keepMs: KEPT_MS,
      ...settings,
    });
  return { inbox: again(), again, clock, holds: (text) => holds(place, text) };
}

/** The next job. Throws if none is due. */
export async function leased(inbox: Inbox): Promise<Job> {
  const job = await inbox.lease();
  if (!job) throw new Error('no job is due');
  return job;
}

/** Ends a leased job for good: it is given up, and nobody can be told. `between` must hold until then. */
export async function die(inbox: Inbox, job: Job, between = async () => true): Promise<void> {
  expect(await inbox.fail(job, 'it never helps', 'final')).toBe('given up');
  expect(await between()).toBe(true);
  const given = await leased(inbox);
  expect(given).toMatchObject({ id: job.id, givenUp: 'it never helps' });
  expect(await inbox.fail(given, 'nobody is there', 'final')).toBe('dead');
}
