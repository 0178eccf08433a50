import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or the one the environment names. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a Chromium to test in. Without one these tests are skipped, and said so; where CI is set they fail. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  const missing = `NO CHROMIUM at ${CHROMIUM}: the sandbox page is NOT TESTED in a browser. Install it (apt-get install chromium) or set CHROMIUM_PATH.`;
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`\n*** SKIPPED: ${missing} ***\n\n`);
  return false;
}

/** Where Chromium runs as root, as in containers, its own sandbox cannot. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
