import type { WebClient } from '@slack/web-api';
import { homeCard, strangersHome } from '../card/home-card.ts';
import { blocksOf } from '../slack/send/blocks.ts';
import { type AnsweredEntry, type FeedbackEntry, summary } from '../store/feedback.ts';
import type { Parts } from './parts.ts';

type Person = { teamId: string; user: string };

/** How far back the Home tab looks (ms). */
const SPAN_MS = 30 * 86_400_000;

/** May somebody change settings in the app? `ADMIN_USERS`, by default admins and owners of the workspace; unknown: no. */
export async function maySetUp(
  client: WebClient,
  { members, adminUsers }: Parts,
  { teamId, user }: Person,
): Promise<boolean> {
  const standing = await members.standing(client, teamId, user);
  if (!standing?.full) return false;
  return adminUsers.length > 0 ? adminUsers.includes(user) : standing.admin;
}

/**
 * Publishes somebody's Home tab (docs.slack.dev/surfaces/app-home). People who are no full members of the installing team see
 * how to use the bot, and nothing of what it was asked or is connected to. Throws Slack's error.
 */
export async function showHome(client: WebClient, parts: Parts, person: Person): Promise<void> {
  const { members, settings, records, knowledge, connections, optOutMark } = parts;
  const standing = await members.standing(client, person.teamId, person.user);
  const full = standing?.full === true;
  const since = Date.now() - SPAN_MS;
  const answered = full ? await records.entries<AnsweredEntry>('answered', since) : [];
  const card = full
    ? homeCard({
        connections,
        channels: await Promise.all(
          (await settings.channels()).map(async (id) => ({ id, ...(await settings.channel(id)) })),
        ),
        elsewhere: settings.elsewhere(),
        recent: answered.slice(-10).reverse(),
        summary: summary(answered, await records.entries<FeedbackEntry>('feedback', since)),
        articles: knowledge.articles.map(({ id, title, lastReview, owner }) => ({
          id,
          title,
          lastReview,
          owner,
        })),
        maySetUp: await maySetUp(client, parts, person),
        optOutMark,
      })
    : strangersHome(optOutMark, standing === null);
  await client.views.publish({ user_id: person.user, view: { type: 'home', blocks: blocksOf(card, 100) } });
}
