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
  /** account facts are shown to everybody there, but never where somebody from outside reads */
  openFacts: boolean;
  /** channel and user ids that "Escalate" sends to */
  escalateTo: string[];
};

/** The settings of a channel that were made in the app; the others come from the environment. */
type Overrides = Partial<ChannelSettings>;

/** The settings in force: those made in the app override the environment (docs/contract.md section 3). */
export type Settings = {
  channel(id: string): Promise<ChannelSettings & { fromApp: boolean }>;
  /** every channel that has its own settings, from either source */
  channels(): Promise<string[]>;
  /** how it behaves in all other channels; null if the environment names channels one by one */
  elsewhere(): ChannelSettings | null;
  /** Sets a channel's settings; null returns to the environment's. Rejects when they cannot be stored. */
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

type Lists = Pick<Config, 'TRIAGE_CHANNELS' | 'QUIET_CHANNELS' | 'OPEN_FACTS_CHANNELS' | 'ESCALATE_TO'>;

/** How long settings made in the app are remembered (ms), so that not every post costs a read. */
const REMEMBERED_MS = 1_000;

/**
 * A change takes effect at once in the process it was made in, and within a second in all others on the same records. While the
 * records cannot be read, the last settings read stay in force (at first the environment's), and the log says so once.
 */
export function openSettings(
  { TRIAGE_CHANNELS, QUIET_CHANNELS, OPEN_FACTS_CHANNELS, ESCALATE_TO }: Lists,
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
        log.warn(
          { reason: String(error) },
          'settings made in the app cannot be read; the last ones stay in force',
        );
      readable = false;
      return await before;
    }
  }
  function fromEnvironment(id: string): ChannelSettings {
    const isIn = (list: string[]) => list.includes('*') || list.includes(id);
    return {
      triage: isIn(TRIAGE_CHANNELS),
      quiet: isIn(QUIET_CHANNELS),
      openFacts: isIn(OPEN_FACTS_CHANNELS),
      escalateTo: ESCALATE_TO,
    };
  }
  return {
    async channel(id) {
      const { [id]: own } = await inApp();
      return { ...fromEnvironment(id), ...own, fromApp: own !== undefined };
    },
    elsewhere() {
      const everywhere = fromEnvironment('*');
      return everywhere.triage || everywhere.quiet || everywhere.openFacts ? everywhere : null;
    },
    async channels() {
      const lists = [TRIAGE_CHANNELS, QUIET_CHANNELS, OPEN_FACTS_CHANNELS, Object.keys(await inApp())];
      return [...new Set(lists.flat())].filter((id) => id !== '*');
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
