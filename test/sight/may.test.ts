import { describe, expect, it } from 'vitest';
import {
  type FactRules,
  mayDecide,
  mayReadInternal,
  maySeeFacts,
  maySendFacts,
  maySetUp,
  mayShowFacts,
} from '../../src/sight/may.ts';
import { type Person, type Place, type Standing, standingOf } from '../../src/sight/reader.ts';

const person = (
  user: string | null,
  standing: Standing | 'unknown',
  groups: boolean | 'unknown' = false,
): Person => ({
  user,
  standing: async () => standing,
  inGroups: async () => groups,
});
const place = (
  more: Partial<Place> = {},
  readers: Awaited<ReturnType<Place['readers']>> = 'mixed',
): Place => ({
  channel: 'C1',
  alone: false,
  shared: false,
  openForFacts: false,
  readers: async () => readers,
  readersNow: async () => readers,
  ...more,
});

const PEOPLE = {
  admin: person('UADMIN', 'admin'),
  member: person('UMEMBER', 'member'),
  guest: person('UGUEST', 'guest'),
  'own app': person('UAPP', 'own app'),
  outsider: person('UOUT', 'outsider'),
  integration: person(null, 'outsider'),
  'of unknown standing': person('UMEMBER', 'unknown'),
};
type Who = keyof typeof PEOPLE;
const EVERYBODY = Object.keys(PEOPLE) as Who[];

const PLACES = {
  'a direct message': place({ alone: true }),
  'a direct message with another organisation': place({ alone: true, shared: true }),
  'an internal channel': place({}, 'internal'),
  'an internal channel, open': place({ openForFacts: true }, 'internal'),
  'a channel with a guest': place({}, 'mixed'),
  'a channel with a guest, open': place({ openForFacts: true }, 'mixed'),
  'a shared channel, open': place({ openForFacts: true, shared: true }, 'internal'),
  'a channel of unknown readers, open': place({ openForFacts: true }, 'unknown'),
};
type Where = keyof typeof PLACES;
const EVERYWHERE = Object.keys(PLACES) as Where[];

/** The people, or the places, for which a question is answered with "yes". */
async function those<T extends string>(all: T[], may: (one: T) => Promise<string>): Promise<T[]> {
  const answers = await Promise.all(all.map(async (one) => [one, await may(one)] as const));
  return answers.filter(([, answer]) => answer === 'yes').map(([one]) => one);
}

describe('may this person see account facts?', () => {
  const who = (rules: Partial<FactRules>, at: Where) =>
    those(EVERYBODY, (one) => maySeeFacts(PEOPLE[one], PLACES[at], { users: [], userGroups: [], ...rules }));

  it.each(EVERYWHERE.filter((at) => !PLACES[at].alone || !PLACES[at].shared))(
    'members only, in %s',
    async (at) => {
      expect(await who({}, at)).toEqual(['admin', 'member']);
    },
  );

  it('nobody in a direct message that is shared with another organisation', async () => {
    expect(await who({}, 'a direct message with another organisation')).toEqual([]);
  });

  it('where the rules name people, those alone, and never a guest or a person of another organisation', async () => {
    expect(await who({ users: ['UMEMBER', 'UGUEST', 'UOUT', 'UAPP'] }, 'a direct message')).toEqual([
      'member',
    ]);
    expect(await who({ users: ['UNOBODY'] }, 'a direct message')).toEqual([]);
  });

  it.each([
    [true, 'yes'],
    [false, 'not chosen'],
    ['unknown', 'unknown group'],
  ] as const)('where the rules name groups and the person is in one: %s -> %s', async (inGroup, answer) => {
    const rules = { users: [], userGroups: ['S1'] };
    const alone = PLACES['a direct message'];
    expect(await maySeeFacts(person('U1', 'member', inGroup), alone, rules)).toBe(answer);
    expect(await maySeeFacts(person('U1', 'guest', true), alone, rules)).toBe('not a member');
  });

  it.each<[Who, string]>([
    ['integration', 'nobody asked'],
    ['guest', 'not a member'],
    ['outsider', 'not a member'],
    ['own app', 'not a member'],
    ['of unknown standing', 'unknown member'],
  ])('%s: the reason is "%s"', async (one, reason) => {
    const rules = { users: [], userGroups: [] };
    expect(await maySeeFacts(PEOPLE[one], PLACES['an internal channel'], rules)).toBe(reason);
  });
});

describe('may facts be written here, for everybody who reads it?', () => {
  it('to one person alone, and in an internal channel that was opened', async () => {
    expect(await those(EVERYWHERE, (at) => mayShowFacts(PLACES[at]))).toEqual([
      'a direct message',
      'a direct message with another organisation',
      'an internal channel, open',
    ]);
  });

  it('says why not', async () => {
    const why = async (at: Where) => await mayShowFacts(PLACES[at]);
    expect(await why('an internal channel')).toBe('others read');
    expect(await why('a channel with a guest, open')).toBe('others read');
    expect(await why('a shared channel, open')).toBe('shared place');
    expect(await why('a channel of unknown readers, open')).toBe('unknown readers');
  });
});

describe('may facts be sent there, as an escalation?', () => {
  const CHANNELS = EVERYWHERE.filter((at) => !PLACES[at].alone);
  const everyMember = { users: [], userGroups: [] };
  const some = { users: ['UMEMBER'], userGroups: [] };

  it('to an internal channel where every member may see facts', async () => {
    expect(await those(CHANNELS, (at) => maySendFacts(PLACES[at], everyMember))).toEqual([
      'an internal channel',
      'an internal channel, open',
    ]);
  });

  it('where the rules name some people or groups, only to an internal channel that was opened', async () => {
    expect(await those(CHANNELS, (at) => maySendFacts(PLACES[at], some))).toEqual([
      'an internal channel, open',
    ]);
    expect(
      await those(CHANNELS, (at) => maySendFacts(PLACES[at], { users: [], userGroups: ['S1'] })),
    ).toEqual(['an internal channel, open']);
  });

  it('to a person who may see facts', async () => {
    expect(await those(EVERYBODY, (one) => maySendFacts(PEOPLE[one], everyMember))).toEqual([
      'admin',
      'member',
    ]);
    expect(await those(EVERYBODY, (one) => maySendFacts(PEOPLE[one], some))).toEqual(['member']);
  });
});

describe('may internal articles be shown here?', () => {
  const readers = (one: Who) => those(EVERYWHERE, (at) => mayReadInternal(PEOPLE[one], PLACES[at]));
  const INTERNAL: Where[] = ['an internal channel', 'an internal channel, open'];

  it.each(EVERYBODY)('asked by one who is %s', async (one) => {
    const member = one === 'admin' || one === 'member';
    expect(await readers(one)).toEqual(member ? ['a direct message', ...INTERNAL] : INTERNAL);
  });

  it('says why not', async () => {
    const alone = PLACES['a direct message'];
    expect(await mayReadInternal(PEOPLE['of unknown standing'], alone)).toBe('unknown member');
    expect(await mayReadInternal(PEOPLE.integration, alone)).toBe('nobody asked');
    expect(await mayReadInternal(PEOPLE.guest, alone)).toBe('not a member');
  });
});

describe('may this person settle an answer?', () => {
  const who = (answer: Parameters<typeof mayDecide>[1]) =>
    those(EVERYBODY, (one) => mayDecide(PEOPLE[one], answer));

  it('in a channel the one who asked, and every member', async () => {
    expect(await who({ direct: false, asker: 'UGUEST' })).toEqual(['admin', 'member', 'guest']);
    expect(await who({ direct: false, asker: 'UMEMBER' })).toEqual([
      'admin',
      'member',
      'of unknown standing',
    ]);
  });

  it('an answer to an integration bot: members, and nobody because nobody asked', async () => {
    expect(await who({ direct: false, asker: null })).toEqual(['admin', 'member']);
  });

  it('in a direct message everybody', async () => {
    expect(await who({ direct: true, asker: null })).toEqual(EVERYBODY);
  });

  it('says why not', async () => {
    const answer = { direct: false, asker: null };
    expect(await mayDecide(PEOPLE.guest, answer)).toBe('not the asker');
    expect(await mayDecide(PEOPLE['of unknown standing'], answer)).toBe('unknown member');
  });
});

describe('may this person change settings?', () => {
  const who = (adminUsers: string[]) => those(EVERYBODY, (one) => maySetUp(PEOPLE[one], adminUsers));

  it('admins and owners of the workspace', async () => {
    expect(await who([])).toEqual(['admin']);
  });

  it('where ADMIN_USERS names people, those alone, and never a guest', async () => {
    expect(await who(['UMEMBER', 'UGUEST', 'UOUT', 'UAPP'])).toEqual(['member']);
  });

  it('says why not', async () => {
    expect(await maySetUp(PEOPLE.member, [])).toBe('not an admin');
    expect(await maySetUp(PEOPLE.guest, ['UGUEST'])).toBe('not a member');
    expect(await maySetUp(PEOPLE['of unknown standing'], [])).toBe('unknown member');
  });
});

describe('what somebody is to the installing team', () => {
  it.each([
    [{ team_id: 'T1' }, 'member'],
    [{ team_id: 'T1', is_admin: true }, 'admin'],
    [{ team_id: 'T1', is_owner: true }, 'admin'],
    [{ team_id: 'T1', is_restricted: true }, 'guest'],
    [{ team_id: 'T1', is_ultra_restricted: true }, 'guest'],
    [{ team_id: 'T1', is_admin: true, is_restricted: true }, 'guest'],
    [{ team_id: 'T1', is_bot: true }, 'own app'],
    [{ team_id: 'T1', is_bot: true, is_admin: true }, 'own app'],
    [{ team_id: 'T1', deleted: true, is_admin: true }, 'outsider'],
    [{ team_id: 'T1', is_stranger: true }, 'outsider'],
    [{ team_id: 'T2' }, 'outsider'],
    [{ team_id: 'T2', is_admin: true }, 'outsider'],
    [{ team_id: 'T2', is_bot: true }, 'outsider'],
    [{}, 'outsider'],
  ] as const)('%j -> %s', (user, standing) => {
    expect(standingOf(user, 'T1')).toBe(standing);
  });
});
