import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostileShapes } from '../../bench/hostile-shapes.ts';
import { READERS, type Reader, ROOMS, wordsOfPatterns } from '../../bench/readers.ts';
import { leastTime } from '../../bench/stopwatch.ts';

const ROOT = join(import.meta.dirname, '../..');
const shapes = hostileShapes(wordsOfPatterns());

/** What these rooms export besides readers: what they are given is short, is no text, or is read by a reader of the list. */
const NO_READERS =
  'strongCueOf completeError serviceResponses isObject cutAtEdges personal harmless isWordOfTheTrade createPlaceholders replaceOutside shownHost categoryOf withChoice withArticle withModel downloadText isWholePreview ownText filesToRead readFiles threadOf latestIn isDocumented isSkip cut walkHints nameOf nameAt namedValue looseBearer isPlaceholder isProse isSentence isUnlikeWord lineEndsOf quoted upTo run restOfLine unwrapped rewritten plainCode isDisguised readParts readBesideRows readRows partsOf partsBesideRows failingUnit bodiesIn fromBody unreadOf distinct mayBeOne isContained nextLine tableRows eventsIn entraEvent oktaEvent jumpCloudEvent oneLoginEvent objectOf textOf outcomeOf columnOf sumOf articlesByConditions indexExamples nearest certainCategories named undecided'.split(
    ' ',
  );

describe('hostile text', () => {
  it('is tried on every function that reads what others wrote', () => {
    const exported = globSync(
      ROOMS.map((room) => `${room}/**/*.ts`),
      { cwd: ROOT },
    ).flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect(exported.filter((name) => !(name in READERS) && !NO_READERS.includes(name))).toEqual([]);
  });

  it('comes in more than forty shapes', () => {
    expect(new Set(shapes.map(([, textOf]) => textOf(1000))).size).toBeGreaterThan(40);
  });

  // Linear: twenty times. With the square: four hundred times.
  it.each(Object.entries(READERS))(
    'twenty times the text takes no more than a hundred times the time: %s',
    (_name, read) => {
      const slow = shapes.filter(([, textOf]) => growsFast(read, textOf(1000), textOf(20_000)));
      expect(slow.map(([name]) => name)).toEqual([]);
    },
  );
});

/** A short time says nothing; a long one may be the garbage collector's, or another program's, and is measured again. */
function growsFast(read: Reader, small: string, large: string): boolean {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const largeMs = leastTime(() => read(large), attempt + 1);
    if (
      largeMs < 20 ||
      largeMs <
        100 *
          Math.max(
            leastTime(() => read(small), 5),
            0.05,
          )
    )
      return false;
  }
  return true;
}
