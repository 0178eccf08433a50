import { homeCard, strangersHome } from '../card/home-card.ts';
import { isMember } from '../sight/person.ts';
import type { Asking } from '../sight/sight.ts';
import { viewBlocks } from '../slack/send/blocks.ts';
import { type AnsweredEntry, type FeedbackEntry, summary } from '../store/feedback.ts';
import type { Rooms } from './rooms.ts';

/** How far back the Home tab looks (ms). */
const SPAN_MS = 30 * 86_400_000;

/**
 * Publishes somebody's Home tab (docs.slack.dev/surfaces/app-home). People who are not full members of the installing team see
 * how to use the bot, and nothing of what it was asked or is connected to. Throws Slack's error.
 */
export async function showHome(
  {
    slack,
    sight,
    memory,
    expertise,
    setup,
  }: Pick<Rooms, 'slack' | 'sight' | 'memory' | 'expertise' | 'setup'>,
  user: string,
  asking: Asking,
): Promise<void> {
  const person = sight.person(user, asking);
  const standing = await person.standing();
  const { settings, records } = memory;
  const since = Date.now() - SPAN_MS;
  const answered = await records.entries<AnsweredEntry>('answered', since);
  const card = isMember(standing)
    ? homeCard({
        connections: setup.connections,
        channels: await channelSettings(settings),
        elsewhere: settings.elsewhere(),
        recent: answered.slice(-10).reverse(),
        summary: summary(answered, await records.entries<FeedbackEntry>('feedback', since)),
        articles: expertise.knowledge.articles,
        maySetUp: (await sight.maySetUp(person)) === 'yes',
        optOutMark: setup.optOutMark,
      })
    : strangersHome(setup.optOutMark, standing === 'unknown');
  await slack.publishHome(user, viewBlocks(card));
}

/** Every channel that has settings of its own, with them. */
async function channelSettings(settings: Rooms['memory']['settings']) {
  const ids = await settings.channels();
  return await Promise.all(ids.map(async (id) => ({ id, ...(await settings.channel(id)) })));
}
