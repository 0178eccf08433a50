import { describe, expect, it } from 'vitest';
import { allExamples, hashOfExamples, parseRows } from '../../learn/examples.ts';
import { foldsAtRandom, foldsBySource } from '../../learn/folds.ts';
import { learn } from '../../learn/regression.ts';
import { BadInput } from '../../src/cli/run-command.ts';
import { loadLearned } from '../../src/knowledge/learned/learned.ts';
import { exponential, softmax } from '../../src/knowledge/learned/softmax.ts';

const rows = allExamples();

describe('the committed weights', () => {
  it('come from the examples of the repository; if not, run "npm run learn"', () => {
    expect(loadLearned().examples).toBe(hashOfExamples(rows));
  });
});

describe('the examples', () => {
  it('have an id each', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('with another text, label or source have another hash', () => {
    const [first, ...others] = rows;
    if (!first) throw new Error('there is no example');
    const changes = [
      { text: `${first.text}!` },
      { isScimError: !first.isScimError },
      { source: 'elsewhere' },
    ];
    const hashes = changes.map((change) => hashOfExamples([{ ...first, ...change }, ...others]));
    expect(new Set([hashOfExamples(rows), ...hashes]).size).toBe(4);
  });

  it('with an unknown label are refused with file and line', () => {
    const good = '{"id":"a","text":"b","isScimError":false}';
    const bad = '{"id":"c","text":"d","isScimError":true,"errorClass":"nonsense"}';
    expect(() => parseRows(`${good}\n${bad}`, 'examples.jsonl')).toThrow(BadInput);
    expect(() => parseRows(`${good}\n${bad}`, 'examples.jsonl')).toThrow(/^examples\.jsonl:2: .*errorClass/s);
  });
});

describe('folds', () => {
  const bySource = foldsBySource(rows);

  it('never have one source on both sides', () => {
    const places = new Map<string, Set<number | undefined>>();
    rows.forEach(({ source }, i) => {
      const key = source?.startsWith('github:') ? source.split(/[ ;]/)[0] : source;
      if (key) places.set(key, (places.get(key) ?? new Set()).add(bySource[i]));
    });
    expect([...places].filter(([, folds]) => folds.size > 1).map(([key]) => key)).toEqual([]);
  });

  it('never have a copy on both sides, also where it has no source', () => {
    const text = 'the brown connector could not push the seven groups of the north because a name was taken';
    const row = (id: string, source: string | null, words: string) =>
      parseRows(JSON.stringify({ id, text: words, isScimError: true, source }), '');
    const copies = [
      ...row('a', 'one', text),
      ...row('b', 'two', `${text} again`),
      ...row('c', null, text),
      ...row('d', null, 'words that nobody else here says, not even one of these many'),
    ];
    const [a, b, c, d] = foldsBySource(copies);
    expect([a, b, c]).toEqual([a, a, a]);
    expect(d).toBe(-1);
  });

  it('are all used, and judge only what has a source', () => {
    expect(new Set(bySource)).toEqual(new Set([-1, 0, 1, 2, 3, 4]));
    foldsAtRandom(rows).forEach((fold, i) => {
      expect(fold === -1).toBe(rows[i]?.source === null);
    });
  });
});

describe('learning', () => {
  const example = (feature: number, label: number) => ({
    features: new Map([
      [feature, 1],
      [9, 1],
    ]),
    label,
  });
  const examples = [example(1, 0), example(1, 0), example(2, 1), example(2, 1), example(3, 1)];
  const settings = { passes: 20, pace: 0.1, penalty: 0.0001 };

  it('finds the label of each feature that two examples share', () => {
    const { rows: at, weights } = learn(examples, 2, settings);
    const leaning = (feature: number) => {
      const row = at.get(feature) ?? Number.NaN;
      return (weights[row] ?? Number.NaN) - (weights[row + 1] ?? Number.NaN);
    };
    expect(leaning(1)).toBeGreaterThan(0.5);
    expect(leaning(2)).toBeLessThan(-0.5);
    expect([...at.keys()]).toEqual([1, 2, 9]);
  });

  it('gives the same weights to the last bit', () => {
    expect(learn(examples, 2, settings)).toEqual(learn(examples, 2, settings));
  });
});

it.each([-700, -20, -1, -0.1, 0, 0.1, 1, 5, 9.5])('e to the power of %d', (x) => {
  expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 9);
});

it('softmax gives shares of 1, whatever the scores', () => {
  expect([...softmax([0, 0])]).toEqual([0.5, 0.5]);
  expect([...softmax([-1e6, 3, -900])].reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});
