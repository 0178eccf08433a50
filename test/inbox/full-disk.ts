/** Fills an inbox under a file size limit (`full-disk.ts <file>`) and prints, as JSON, what its methods then did. */
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';

const inbox = openSqliteInbox({ file: process.argv[2] ?? '' });

function outcomeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    (value) => `resolved to ${JSON.stringify(value)?.slice(0, 40)}`,
    () => 'rejected',
  );
}

let stored = 0;
while ((await outcomeOf(inbox.put([`event:${stored}`], 'x'.repeat(20_000)))) === 'resolved to true') stored++;
const lease = await outcomeOf(inbox.lease());
// The probe is small, so a few may still fit.
let check = '';
for (let n = 0; n < 100; n++) check = await outcomeOf(inbox.check());
process.stdout.write(JSON.stringify({ stored, lease, check }));
