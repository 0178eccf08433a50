import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRows } from '../../../learn/examples.ts';
import { mayHoldCue } from '../../../src/knowledge/extract/may-hold-cue.ts';

const ROOT = join(import.meta.dirname, '../../..');
const named = globSync(['test/cases/*.jsonl', 'learn/examples/*.jsonl'], { cwd: ROOT })
  .flatMap((file) => parseRows(readFileSync(join(ROOT, file), 'utf8'), file))
  .filter(({ isScimError, notes }) => isScimError && !notes.includes('weak cue'));

describe('the cheap test for a SCIM error', () => {
  it('lets 99 % of the labelled errors through that name SCIM or provisioning', () => {
    expect(named.length).toBeGreaterThan(1000);
    const missed = named.filter(({ text }) => !mayHoldCue(text)).map(({ id, text }) => `${id}: ${text}`);
    expect(missed.slice(0, named.length / 100)).toEqual(missed);
  });

  it.each([
    ['de', 'Die Bereitstellung ist fehlgeschlagen', 'Die Bereitstellung beginnt morgen'],
    ['fr', 'Le provisionnement a échoué', 'Le provisionnement commence demain'],
    ['es', 'El aprovisionamiento fue rechazado', 'El aprovisionamiento empieza mañana'],
    ['pt', 'Falha no provisionamento', 'O provisionamento começa amanhã'],
    ['it', 'Il provisioning è fallito', 'Il provisioning inizia domani'],
    ['nl', 'Inrichting mislukt', 'De inrichting begint morgen'],
    ['pl', 'Błąd aprowizacji', 'Aprowizacja zaczyna się jutro'],
    ['ja', 'プロビジョニングに失敗しました', 'プロビジョニングは明日から'],
    ['zh', '预配失败', '明天开始预配'],
    ['ko', '프로비저닝 실패', '프로비저닝은 내일 시작'],
    ['already there', 'Okta: user already exists', 'Okta training on Friday'],
    ['a status', 'SCIM 409', 'SCIM v2'],
  ])('tells a failure from a plan: %s', (_language, failure, plan) => {
    expect(mayHoldCue(failure)).toBe(true);
    expect(mayHoldCue(plan)).toBe(false);
  });

  it.each([
    'Morning all, the release went out last night. Who takes the on-call handover at 14:00?',
    'The build failed again, error in the linter, I cannot reproduce it',
    'Lunch? I have provided the list and there are no seats left',
    '会议改到下午三点，不能参加的请告诉我',
    '今日の昼ごはんはできませんか',
  ])('decides ordinary talk: %s', (text) => {
    expect(mayHoldCue(text)).toBe(false);
  });
});
