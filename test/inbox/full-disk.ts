/** Fills an inbox under a file size limit (`full-disk.ts <file>`) and tells, as JSON, what its methods then did. */
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';

const inbox = openSqliteInbox({ file: process.argv[2] ?? '' });

function attempt(call: () => unknown): string {
  try {
    return `returned ${JSON.stringify(call())?.slice(0, 40)}`;
  } catch {
    return 'threw';
  }
}

let stored = 0;
while (attempt(() => inbox.put([`event:${stored}`], 'x'.repeat(20_000))) === 'returned true') stored++;
const lease = attempt(() => inbox.lease());
// The probe is small and may still find room a few times.
const check = Array.from({ length: 100 }, () => attempt(() => inbox.check())).at(-1);
process.stdout.write(JSON.stringify({ stored, lease, check }));
