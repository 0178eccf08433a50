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
  channel(id: string): ChannelSettings & { fromApp: boolean };
  /** every channel that has settings of its own, from either source */
  channels(): string[];
  /** how it behaves in all others; null where the environment names channels one by one */
  elsewhere(): ChannelSettings | null;
  /** Sets a channel's settings; null takes them back to the environment's. */
  setChannel(id: string, settings: Overrides | null): void;
};

const overrides = z
  .object({
    triage: z.boolean(),
    quiet: z.boolean(),
    openFacts: z.boolean(),
    escalateTo: z.array(z.string()),
  })
  .partial();
const stored = z.record(z.string(), overrides);

type FromEnvironment = Pick<
  Config,
  'TRIAGE_CHANNELS' | 'QUIET_CHANNELS' | 'OPEN_FACTS_CHANNELS' | 'ESCALATE_TO'
>;

/** Reads what was set in the app once; with the records unreadable, the environment's settings hold and the log says so. */
export function openSettings(config: FromEnvironment, records: Records, log: Pick<Log, 'warn'>): Settings {
  let inApp = readStored(records, log);
  const includes = (list: string[], id: string) => list.includes('*') || list.includes(id);
  return {
    channel(id) {
      const own = inApp[id];
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
    channels() {
      const fromEnvironment = [
        ...config.TRIAGE_CHANNELS,
        ...config.QUIET_CHANNELS,
        ...config.OPEN_FACTS_CHANNELS,
      ];
      return [...new Set([...fromEnvironment, ...Object.keys(inApp)])].filter((id) => id !== '*');
    },
    setChannel(id, settings) {
      const { [id]: _old, ...others } = inApp;
      const next = settings ? { ...others, [id]: settings } : others;
      records.set('channels', next);
      inApp = next;
    },
  };
}

function readStored(records: Records, log: Pick<Log, 'warn'>): Record<string, Overrides> {
  try {
    return stored.parse(records.setting('channels') ?? {}) as Record<string, Overrides>;
  } catch (error) {
    log.warn(
      { reason: String(error) },
      'settings made in the app cannot be read; those of the environment hold',
    );
    return {};
  }
}
