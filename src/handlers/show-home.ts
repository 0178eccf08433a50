import { homeCard, strangersHome } from '../card/home-card.ts';
import { isMember } from '../sight/reader.ts';
import type { Asking } from '../sight/sight.ts';
import { viewBlocks } from '../slack/send/blocks.ts';
import { type AnsweredEntry, type FeedbackEntry, lastPerCard, summary } from '../store/feedback.ts';
import type { Rooms } from './rooms.ts';

/** What the Home tab shows is at most this old. */
const SPAN_MS = 30 * 86_400_000;

/**
 * Publishes somebody's Home tab (docs.slack.dev/surfaces/app-home). Only full members of the installing team see what the bot was
 * asked and what it is connected to; others see how to use it. Throws Slack's error.
 */
export async function showHome(rooms: Rooms, user: string, asking: Asking): Promise<void> {
  const { slack, sight, memory, expertise, setup } = rooms;
  const person = sight.person(user, asking);
  const standing = await person.standing();
  const { settings, records } = memory;
  const ids = await settings.channels();
  const since = Date.now() - SPAN_MS;
  const answered = await records.entries<AnsweredEntry>('answered', since);
  const card = isMember(standing)
    ? homeCard({
        connections: setup.connections,
        channels: await Promise.all(ids.map(async (id) => ({ id, ...(await settings.channel(id)) }))),
        elsewhere: settings.elsewhere(),
        recent: lastPerCard(answered).slice(-10).reverse(),
        summary: summary(answered, await records.entries<FeedbackEntry>('feedback', since)),
        articles: expertise.knowledge.articles,
        maySetUp: (await sight.maySetUp(person)) === 'yes',
        optOutMark: setup.optOutMark,
      })
    : strangersHome(setup.optOutMark, standing === 'unknown');
  await slack.publishHome(user, viewBlocks(card));
}
