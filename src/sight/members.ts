import type { Workspace } from '../slack/workspace.ts';
import type { Cache } from '../store/cache.ts';
import { isMember, type Standing, standingOf } from './reader.ts';

const REMEMBERED_MS = 120_000;
/** In a larger channel nobody is looked up: it does not count as internal. */
const MOST_MEMBERS = 200;
/** people looked up at the same time */
const AT_A_TIME = 10;

/**
 * What Slack says about people and channels. Answers are remembered for a short time, failures are not. When the cache is down,
 * Slack is asked each time. Every method rejects with Slack's error.
 */
export function membersOf(slack: Workspace, cache: Cache) {
  const team = `${slack.teamId}:`;
  const remembering = <T>(name: string, ask: (id: string) => Promise<T>) => {
    const answers = cache.namespace<T>(name, REMEMBERED_MS);
    return async (id: string): Promise<T> => {
      const known = await answers.get(team + id);
      if (known !== undefined) return known;
      const answer = await ask(id);
      await answers.set(team + id, answer);
      return answer;
    };
  };
  const standingNow = async (user: string) => standingOf(await slack.person(user), slack.teamId);
  const standing = remembering('person', standingNow);
  const groupMembers = remembering('usergroup', (group) => slack.groupMembers(group));
  /**
   * Does everybody who can read this channel belong to the installing team? Guests and strangers do not
   * (docs.slack.dev/apis/slack-connect, docs.slack.dev/reference/objects/conversation-object).
   */
  async function allInternal(
    channel: string,
    standing: (user: string) => Promise<Standing>,
  ): Promise<boolean> {
    const about = await slack.channel(channel);
    if (!about || about.is_ext_shared || about.is_pending_ext_shared || about.is_org_shared) return false;
    const people = await slack.channelMembers(channel, MOST_MEMBERS);
    if (people === null) return false;
    for (let i = 0; i < people.length; i += AT_A_TIME) {
      const some = await Promise.all(people.slice(i, i + AT_A_TIME).map(standing));
      if (!some.every((one) => isMember(one) || one === 'own app')) return false;
    }
    return true;
  }

  return {
    standing,
    /** Is this person in one of these user groups? */
    async inGroups(user: string, groups: string[]): Promise<boolean> {
      const lists = await Promise.allSettled(groups.map(groupMembers));
      if (lists.some((list) => list.status === 'fulfilled' && list.value.includes(user))) return true;
      for (const list of lists) if (list.status === 'rejected') throw list.reason;
      return false;
    },
    /** Is everybody who reads this channel of the team? As it was within the last two minutes. */
    allInternal: remembering('internal-readers', (channel) => allInternal(channel, standing)),
    /** The same as it is now: somebody may have joined, or become a guest. */
    allInternalNow: (channel: string) => allInternal(channel, standingNow),
  };
}
