import { describe, expect, test } from 'vitest';
import { type Fact, knownFact, unknownFact } from '../../src/atlassian/fact.ts';
import { type AuditLine, onBehalfOf } from '../../src/look-up/on-behalf-of.ts';
import { countsOfProcess } from '../../src/store/counts.ts';
import { LOOK_UPS } from '../../src/tools/look-ups.ts';

const ADDRESS = 'Jane@Example.com';
const JANE = { teamId: 'T1', user: 'U1' };
const JOHN = { teamId: 'T1', user: 'U2' };
const ORIGIN = { source: 's', checkedAt: '2026-11-26T12:00:00.000Z' };
const KNOWN = [knownFact('scimLinks', [], ORIGIN)];

/** Look-ups with these facts, what was asked of them, and the audit trail. */
function audited(facts: Fact[] = KNOWN, perHour = 10, recorded = true) {
  const lines: AuditLine[] = [];
  const asked: unknown[][] = [];
  const lookUpFor = onBehalfOf({
    lookUp: async (...question) => {
      asked.push(question);
      return facts;
    },
    hash: (text) => `hash of ${text}`,
    audit: async (line) => {
      lines.push(line);
      return recorded;
    },
    perHour,
    counts: countsOfProcess(3_600_000),
  });
  return { lookUpFor, lines, asked };
}

describe('the audit trail', () => {
  test.each<[AuditLine['outcome'], Fact[]]>([
    ['complete', KNOWN],
    ['incomplete', [...KNOWN, unknownFact('domainStatus', 'a reason', ORIGIN)]],
  ])(
    'names who asked, a hash of the address, the look-ups, and that the outcome was %s',
    async (outcome, facts) => {
      const { lookUpFor, lines } = audited(facts);
      expect(await lookUpFor(JANE)(['scim-links', 'domain-status'], ADDRESS)).toEqual(facts);
      expect(lines).toEqual([
        {
          who: 'T1:U1',
          address: 'hash of jane@example.com',
          tools: ['scim-links', 'domain-status'],
          outcome,
        },
      ]);
    },
  );

  test('that cannot be written shows no facts, and says why', async () => {
    const { lookUpFor } = audited(KNOWN, 10, false);
    const facts = await lookUpFor(JANE)(['scim-links'], ADDRESS);
    expect(facts.map(({ complete }) => complete)).toEqual(facts.map(() => false));
    expect(JSON.stringify(facts)).toContain('could not be recorded');
  });

  test('has a line also for a look-up that the limit stopped', async () => {
    const { lookUpFor, lines } = audited(KNOWN, 1);
    await lookUpFor(JANE)(['scim-links'], ADDRESS);
    await lookUpFor(JANE)(['domain-status'], 'other@example.com');
    expect(lines.map(({ outcome }) => outcome)).toEqual(['complete', 'limit reached']);
    expect(lines[1]).toEqual({
      who: 'T1:U1',
      address: 'hash of other@example.com',
      tools: ['domain-status'],
      outcome: 'limit reached',
    });
  });

  test('has none where nothing was to be looked up, and that counts as nothing', async () => {
    const { lookUpFor, lines } = audited(KNOWN, 1);
    expect(await lookUpFor(JANE)([], ADDRESS)).toEqual([]);
    expect(lines).toEqual([]);
    expect(await lookUpFor(JANE)(['scim-links'], ADDRESS)).toEqual(KNOWN);
  });
});

test('beyond the limit nobody is asked, and every fact is unknown, with the reason', async () => {
  const { lookUpFor, asked } = audited(KNOWN, 1);
  await lookUpFor(JANE)(['scim-links'], ADDRESS);
  const facts = await lookUpFor(JANE)(['scim-links', 'domain-status', 'scim-links'], ADDRESS);
  const stopped = {
    value: 'unknown',
    complete: false,
    checkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    reason: 'you have reached the limit of 1 addresses an hour; try again later',
  };
  expect(facts).toEqual([
    { ...stopped, name: 'scimLinks', source: LOOK_UPS['scim-links'].source },
    { ...stopped, name: 'domainStatus', source: LOOK_UPS['domain-status'].source },
  ]);
  expect(asked).toHaveLength(1);
});

test('one person has used up their own limit and nobody else has', async () => {
  const { lookUpFor } = audited(KNOWN, 1);
  await lookUpFor(JANE)(['scim-links'], ADDRESS);
  expect(await lookUpFor(JOHN)(['scim-links'], ADDRESS)).toEqual(KNOWN);
  expect(await lookUpFor({ ...JANE, teamId: 'T2' })(['scim-links'], ADDRESS)).toEqual(KNOWN);
});

test('"fresh" reaches the look-up, said for the person or for one question', async () => {
  const { lookUpFor, asked } = audited();
  await lookUpFor(JANE)(['scim-links'], ADDRESS);
  await lookUpFor(JANE, true)(['scim-links'], ADDRESS);
  await lookUpFor(JANE)(['scim-links'], ADDRESS, { fresh: true });
  expect(asked.map(([, , options]) => options)).toEqual([{ fresh: false }, { fresh: true }, { fresh: true }]);
});
