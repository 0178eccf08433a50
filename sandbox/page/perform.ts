import { z } from 'zod';
import { EXAMPLES } from '../examples.ts';
import type { Outcome } from '../slack/delivery.ts';
import type { LocalSlack } from '../slack/slack.ts';
import { free, link, setDomain } from './accounts.ts';
import type { LocalServices } from './local-services.ts';
import { uploadOf } from './upload.ts';

/** The names of the message shortcut and the command in manifest.yml. */
const SHORTCUT = 'diagnose_message';
const COMMAND = '/scim';

const id = z.string().max(300);
const chosen = z.union([z.string().max(40_000), z.array(z.string().max(3000)).max(100), z.null()]);
const at = { channel: id, ts: id };

/** Everything the page can ask for. `user` is the person who acts; `channel` and `thread` say where that person is. */
const ACT = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('write'),
    user: id,
    channel: id,
    thread: id.optional(),
    text: z.string().min(1),
  }),
  z.object({ type: z.literal('example'), user: id, channel: id.optional(), id }),
  z.object({ type: z.literal('edit'), ...at, text: z.string().min(1) }),
  z.object({ type: z.literal('remove'), ...at }),
  z.object({
    type: z.literal('press'),
    user: id,
    actionId: id,
    blockId: id,
    chosen: chosen.optional(),
    view: z.enum(['modal', 'home']).optional(),
    channel: id.optional(),
    ts: id.optional(),
  }),
  z.object({ type: z.literal('submit'), user: id, values: z.record(id, chosen) }),
  z.object({ type: z.literal('close'), user: id }),
  z.object({ type: z.literal('shortcut'), user: id, ...at }),
  z.object({ type: z.literal('home'), user: id }),
  z.object({
    type: z.literal('account'),
    email: z.email(),
    changes: z
      .object({
        emailVerified: z.boolean(),
        claimStatus: z.enum(['managed', 'unmanaged']),
        accountStatus: z.enum(['active', 'inactive']),
        forDeletion: z.boolean(),
      })
      .partial(),
  }),
  z.object({ type: z.literal('free'), email: z.email() }),
  z.object({ type: z.literal('domain'), name: id, claimStatus: z.enum(['verified', 'unverified']) }),
  z.object({ type: z.literal('link'), email: z.email(), chosen: z.enum(['none', 'linked', 'loose']) }),
]);

export type Act = z.infer<typeof ACT>;

/** What the page shows after an act. `posted`: the new message; `errors`: the problem with each input. */
export type Done = {
  posted?: { channel: string; ts: string };
  errors?: Record<string, string>;
  notice?: string;
};

/** Reads an act from what a browser sent. Null if it is not one. */
export function actOf(given: unknown): Act | null {
  const read = ACT.safeParse(given);
  return read.success ? read.data : null;
}

/** Acts as a person in Slack, or changes the organisation. Rejects with an Error that says why it is not possible. */
export async function perform(act: Act, { slack, atlassian }: LocalServices): Promise<Done> {
  switch (act.type) {
    case 'write':
      return await write(slack, act);
    case 'example':
      return await example(slack, act);
    case 'edit':
      await slack.edit(act.channel, act.ts, withMentions(slack, act.text));
      return {};
    case 'remove':
      await slack.remove(act);
      return {};
    case 'press':
      return told(await slack.press(pressOf(act)));
    case 'submit': {
      const { acked, errors } = await slack.submitView(act);
      return acked ? { errors } : told({ acked });
    }
    case 'close':
      await slack.closeView(act);
      return {};
    case 'shortcut':
      return told(await slack.shortcut({ ...act, callbackId: SHORTCUT }));
    case 'home':
      await slack.openHome(act);
      return {};
    case 'account':
      atlassian.setAccount(act.email, act.changes);
      return {};
    case 'free':
      free(atlassian, act.email);
      return {};
    case 'domain':
      setDomain(atlassian, act.name, act.claimStatus);
      return {};
    case 'link':
      link(atlassian, act.email, act.chosen);
      return {};
  }
}

type Acted<T extends Act['type']> = Extract<Act, { type: T }>;

async function write(slack: LocalSlack, { user, channel, thread, text }: Acted<'write'>): Promise<Done> {
  const [command = '', ...rest] = text.split(/(?<=^\S+)\s/);
  if (command.startsWith('/')) {
    if (command !== COMMAND)
      throw new Error(`${command} is not a command in this workspace. Try ${COMMAND}.`);
    const given = { user, channel, command, text: rest.join('') };
    return told(await slack.command(thread === undefined ? given : { ...given, threadTs: thread }));
  }
  const ts = await slack.post({
    channel,
    text: withMentions(slack, text),
    ...authorOf(slack, user),
    ...(thread === undefined ? {} : { threadTs: thread }),
  });
  return { posted: { channel, ts: thread ?? ts } };
}

/** Posts a person's example where that person is. An integration posts there or in the first channel it belongs to. */
async function example(slack: LocalSlack, { user, channel, id }: Acted<'example'>): Promise<Done> {
  const one = EXAMPLES.find((example) => example.id === id);
  if (!one) throw new Error(`There is no example ${id}.`);
  if ('integration' in one) return await integrationPost(slack, one.integration, channel);
  if (channel === undefined) throw new Error('Open a channel first.');
  const content =
    'file' in one
      ? { text: '', files: [slack.addFile(uploadOf(one.file.name, '', Buffer.from(one.file.content)))] }
      : { text: one.text };
  const ts = await slack.post({ channel, ...content, ...authorOf(slack, user) });
  return { posted: { channel, ts } };
}

async function integrationPost(
  slack: LocalSlack,
  content: { text: string; attachments: unknown[] },
  wanted: string | undefined,
): Promise<Done> {
  const bot = slack.users().find(({ is_bot, id }) => is_bot && id !== slack.botUserId);
  const places = slack
    .channels()
    .filter((channel) => bot && !channel.is_im && slack.membersOf(channel).includes(bot.id));
  const place = places.find(({ id }) => id === wanted) ?? places[0];
  if (!bot || !place) throw new Error('The local workspace has no integration in a channel.');
  const ts = await slack.post({ channel: place.id, ...content, ...authorOf(slack, bot.id) });
  const notice = place.id === wanted ? {} : { notice: `${bot.real_name} posted in #${place.name}.` };
  return { posted: { channel: place.id, ts }, ...notice };
}

/** The author of a post. An integration's posts contain its bot id. */
export function authorOf(slack: LocalSlack, id: string): { user: string; botId?: string } {
  const user = slack.users().find((one) => one.id === id);
  return { user: id, ...(user?.bot_id === undefined ? {} : { botId: user.bot_id }) };
}

/** Turns typed names into mentions. In Slack's client, people pick the name from a list; here they type it in full. */
function withMentions(slack: LocalSlack, text: string): string {
  return slack
    .users()
    .reduce((typed, { id, real_name }) => typed.replaceAll(`@${real_name}`, `<@${id}>`), text);
}

function pressOf({ user, actionId, blockId, chosen, view, channel, ts }: Acted<'press'>) {
  const used = { user, actionId, blockId, ...(chosen === undefined ? {} : { chosen }) };
  if (view !== undefined) return { ...used, view };
  if (channel === undefined || ts === undefined)
    throw new Error('The request does not say which message contains the element.');
  return { ...used, channel, ts };
}

function told({ acked }: Outcome): Done {
  return acked ? {} : { notice: 'The app did not respond in time. Try again, or check its log.' };
}
