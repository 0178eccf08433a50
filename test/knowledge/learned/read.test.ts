import { describe, expect, it } from 'vitest';
import { read, readUnasked, speaksUp } from '../../../src/answer.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import { EAGERNESS } from '../../../src/knowledge/learned/speaks-weights.ts';
import { SEED } from '../seed.ts';

const knowledge = loadKnowledge();

describe('asked', () => {
  it.each([
    'The build failed again',
    'npm install failed with an error, no idea why',
    'thanks, that did not work but never mind',
    'no',
    'user,status,reason\nada@example.com,Failure,The moon is full',
  ])('a complaint about something else is no SCIM error: %s', (text) => {
    expect(read(text, knowledge).errors).toEqual([]);
  });

  it.each([
    'Okta says the user already exists',
    'A user with this email address already exists in the organisation',
    'Provisioning of three people failed, the log says nothing more',
  ])('an error in nothing but words is read: %s', (text) => {
    expect(read(text, knowledge).errors).toHaveLength(1);
  });
});

describe('unasked', () => {
  it('speaks up on a body of SCIM, however careful it is', () => {
    const paste = readUnasked(SEED, knowledge);
    for (const eagerness of EAGERNESS) expect(speaksUp(paste, knowledge, eagerness)).toBe(true);
  });

  it.each([
    'Lunch at noon?',
    'SCIM went live for everybody, thanks to all who helped',
    '409 people are synced by SCIM now',
  ])('is silent on talk, however eager it is: %s', (text) => {
    expect(speaksUp(readUnasked(text, knowledge), knowledge, 'eager')).toBe(false);
  });

  it('a more careful setting never speaks up where a more eager one is silent', () => {
    const { careful, normal, eager } = knowledge.learned.thresholds;
    expect(careful.from).toBeGreaterThan(normal.from);
    expect(normal.from).toBeGreaterThan(eager.from);
    expect(careful.interrupts).toBeLessThan(normal.interrupts);
    expect(normal.interrupts).toBeLessThan(eager.interrupts);
  });
});
