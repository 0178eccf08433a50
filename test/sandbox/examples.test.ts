import { describe, expect, it } from 'vitest';
import { EXAMPLES, type Example } from '../../sandbox/examples.ts';
import { wireText } from '../../sandbox/slack/typed-text.ts';
import { diagnose, read } from '../../src/answer.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';

const knowledge = loadKnowledge(undefined);
const QUIET = ['question', 'talk'];

function textOf(example: Example): string {
  if ('text' in example) return wireText(example.text);
  return 'file' in example ? example.file.content : JSON.stringify(example.integration.attachments);
}

describe('the examples of the sandbox', () => {
  it('have an id and a label of their own', () => {
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
    expect(new Set(EXAMPLES.map(({ label }) => label)).size).toBe(EXAMPLES.length);
  });

  it.each(EXAMPLES.filter(({ id }) => !QUIET.includes(id)))('$id: $label is answered', async (example) => {
    const { speakUp, diagnoses } = await diagnose(read(textOf(example), knowledge), knowledge);
    expect(diagnoses).toHaveLength(1);
    expect(diagnoses[0]?.verdict.article?.id).toBeDefined();
    expect(speakUp).toBe(true);
  });

  it('are of many categories, and talk is left alone', async () => {
    const answers = await Promise.all(
      EXAMPLES.map((one) => diagnose(read(textOf(one), knowledge), knowledge)),
    );
    const categories = new Set(
      answers.flatMap(({ diagnoses }) => diagnoses.map(({ verdict }) => verdict.category)),
    );
    expect(categories.size).toBeGreaterThanOrEqual(10);
    expect(
      answers.filter((_, i) => QUIET.includes(EXAMPLES[i]?.id ?? '')).map(({ speakUp }) => speakUp),
    ).toEqual([false, false]);
  });
});
