import type { CREDENTIALS } from './credentials.ts';

/** What the look-ups need of the configuration, by environment variable. */
export type Settings = { [K in SettingName]?: string | undefined };

/** `ATLASSIAN_API_URL`: root of the API host, default Atlassian's own. */
export type AtlassianSettings = Settings & { ATLASSIAN_API_URL?: string | undefined };

export type SettingName =
  | 'ATLASSIAN_ORG_ID'
  | 'ATLASSIAN_SCIM_DIRECTORY_ID'
  | (typeof CREDENTIALS)[keyof typeof CREDENTIALS]['variable'];

const IDS: readonly SettingName[] = ['ATLASSIAN_ORG_ID', 'ATLASSIAN_SCIM_DIRECTORY_ID'];

/** Why these settings do not allow a look-up: those that are not set, else an id that cannot be one; null when they do. */
export function unfit(names: readonly SettingName[], settings: Settings): string | null {
  const missing = names.filter((name) => !settings[name]);
  if (missing.length > 0) return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
  const wrong = names.find((name) => IDS.includes(name) && !isId(settings[name] ?? ''));
  return wrong ? `${wrong} is not an id; expected is the id alone, not its address` : null;
}

/** Ids of Atlassian are UUIDs, numbers, or both joined by a colon; `..` would be another path. */
export function isId(text: string): boolean {
  return /^[\w~:-][\w.~:-]{0,255}$/.test(text);
}
