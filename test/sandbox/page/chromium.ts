import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or the one named in the environment. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Whether there is a Chromium to test with. If not, says loudly that tests are skipped; with CI set, throws instead. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  const missing = `NO CHROMIUM at ${CHROMIUM}: the sandbox page is NOT TESTED in a browser. Install it (apt-get install chromium) or set CHROMIUM_PATH.`;
  if (process.env.CI) throw new Error(missing);
  process.stderr.write(`\n*** SKIPPED: ${missing} ***\n\n`);
  return false;
}

/** Starts Chromium, without its own sandbox if it runs as root, as in containers. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
