import { plainLetter } from './plain-letter.ts';
import { type Reading, rewritten } from './reading.ts';
import { unescaped } from './unescaped.ts';
import { unwrapped } from './unwrapped.ts';

/** Most texts need no second reading: they are ASCII without percent signs, entities and backslashes. */
const DISGUISED = /[%&\\\u0080-\uffff]|<mailto:/;
/** May a text read otherwise than it stands there? */
export function isDisguised(text: string): boolean {
  return DISGUISED.test(text);
}

/** JSON within JSON within a URL is as deep as people paste it. */
const MOST_LAYERS = 3;

/**
 * Every way to read a text: with letters as they look (full-width, invisible), with its escapes undone (percent, HTML, JSON), layer by
 * layer, and with wrapped tokens joined. All of them count, because undoing an escape may also end a value early.
 */
export function readingsOf(raw: string): Reading[] {
  const readings: Reading[] = [];
  let reading: Reading = { text: raw, rawAt: (i) => i, rawEnd: (i) => i };
  if (isDisguised(raw)) {
    reading = rewritten(reading, plainLetter) ?? reading;
    readings.push(reading);
    for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
      const deeper = rewritten(reading, unescaped);
      if (!deeper) break;
      reading = deeper;
      readings.push(reading);
    }
  } else readings.push(reading);
  const joined = unwrapped(reading);
  return joined ? [...readings, joined] : readings;
}
