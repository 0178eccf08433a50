import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** Slack's packages log through ours, without their debug level, which prints whole payloads. */
export function slackLog(log: Log): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: 'slack' }, line(parts)),
    warn: (...parts) => log.warn({ from: 'slack' }, line(parts)),
    error: (...parts) => log.error({ from: 'slack' }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
