import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Records } from './records.ts';

/** How the bot behaves in one channel. */
export type ChannelSettings = {
  /** errors are answered unasked */
  triage: boolean;
  /** unasked it only reacts, and answers when asked */
  quiet: boolean;
  /** account facts are shown to everybody there; never where somebody from outside reads */
  openFacts: boolean;
  /** channel and user ids that "Escalate" sends to */
  escalateTo: string[];
};

/** Which of a channel's settings were made in the app; the others come from the environment. */
type Overrides = Partial<ChannelSettings>;

/** Settings in force: the environment's, overridden by those made in the app (docs/contract.md section 3). */
export type Settings = {
  channel(id: string): Promise<ChannelSettings & { fromApp: boolean }>;
  /** every channel that has settings of its own, from either source */
  channels(): Promise<string[]>;
  /** how it behaves in all others; null where the environment names channels one by one */
  elsewhere(): ChannelSettings | null;
  /** Sets a channel's settings; null takes them back to the environment's. Rejects when they cannot be stored. */
  setChannel(id: string, settings: Overrides | null): Promise<void>;
};

const overrides: z.ZodType<Record<string, Overrides>> = z.record(
  z.string(),
  z.object({
    triage: z.boolean().exactOptional(),
    quiet: z.boolean().exactOptional(),
    openFacts: z.boolean().exactOptional(),
    escalateTo: z.array(z.string()).exactOptional(),
  }),
);

type FromEnvironment = Pick<
  Config,
  'TRIAGE_CHANNELS' | 'QUIET_CHANNELS' | 'OPEN_FACTS_CHANNELS' | 'ESCALATE_TO'
>;

/** How long what was set in the app is remembered (ms), so that the many posts that get no answer cost no read each. */
const REMEMBERED_MS = 1_000;

/**
 * A change holds at once in the process it was made in, and within a second in all others on the same records. While the records
 * cannot be read, what was read last holds, at first the environment's settings, and the log says so once.
 */
export function openSettings(
  config: FromEnvironment,
  records: Records,
  log: Pick<Log, 'warn'>,
  now = () => performance.now(),
): Settings {
  let known = { overrides: Promise.resolve<Record<string, Overrides>>({}), until: Number.NEGATIVE_INFINITY };
  let readable = true;

  function inApp(): Promise<Record<string, Overrides>> {
    if (now() >= known.until) known = { overrides: read(known.overrides), until: now() + REMEMBERED_MS };
    return known.overrides;
  }
  async function read(before: typeof known.overrides) {
    try {
      const found = overrides.parse((await records.setting('channels')) ?? {});
      readable = true;
      return found;
    } catch (error) {
      if (readable)
        log.warn({ reason: String(error) }, 'settings made in the app cannot be read; those read last hold');
      readable = false;
      return await before;
    }
  }
  const includes = (list: string[], id: string) => list.includes('*') || list.includes(id);
  return {
    async channel(id) {
      const { [id]: own } = await inApp();
      return {
        triage: own?.triage ?? includes(config.TRIAGE_CHANNELS, id),
        quiet: own?.quiet ?? includes(config.QUIET_CHANNELS, id),
        openFacts: own?.openFacts ?? includes(config.OPEN_FACTS_CHANNELS, id),
        escalateTo: own?.escalateTo ?? config.ESCALATE_TO,
        fromApp: own !== undefined,
      };
    },
    elsewhere() {
      const [triage, quiet, openFacts] = [
        config.TRIAGE_CHANNELS,
        config.QUIET_CHANNELS,
        config.OPEN_FACTS_CHANNELS,
      ].map((list) => list.includes('*'));
      if (!triage && !quiet && !openFacts) return null;
      return {
        triage: triage === true,
        quiet: quiet === true,
        openFacts: openFacts === true,
        escalateTo: config.ESCALATE_TO,
      };
    },
    async channels() {
      const fromEnvironment = [
        ...config.TRIAGE_CHANNELS,
        ...config.QUIET_CHANNELS,
        ...config.OPEN_FACTS_CHANNELS,
      ];
      return [...new Set([...fromEnvironment, ...Object.keys(await inApp())])].filter((id) => id !== '*');
    },
    async setChannel(id, settings) {
      await records.changeSetting('channels', (old) => {
        const { [id]: _before, ...others } = overrides.safeParse(old).data ?? {};
        return settings ? { ...others, [id]: settings } : others;
      });
      known.until = Number.NEGATIVE_INFINITY;
    },
  };
}
