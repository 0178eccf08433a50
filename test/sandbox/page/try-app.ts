import type { LocalSlack } from '../../../sandbox/slack/slack.ts';
import { socketApp, started } from '../slack-bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });
const modal = (title: string, blocks: object[]) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain(title),
  submit: plain('Send'),
  blocks: blocks as never,
});

/** An app with one of everything: buttons, menus, a modal, a Home tab, a command and a shortcut. */
export async function tryApp(slack: LocalSlack): Promise<{ heard: string[] }> {
  const app = socketApp(slack);
  const heard: string[] = [];

  app.message('card', async ({ say, message }) => {
    const inThread = 'text' in message && message.text === 'card in the thread';
    await say({
      ...(inThread ? { thread_ts: message.ts } : {}),
      text: 'A card',
      blocks: [
        { type: 'header', text: plain('A card') },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Choose* one' },
          accessory: {
            type: 'static_select',
            action_id: 'menu',
            placeholder: plain('Colour'),
            options: [option('red'), option('blue')],
          },
        },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'open', text: plain('Open the form'), style: 'primary' },
            { type: 'button', action_id: 'private', text: plain('Tell me'), value: 'me' },
            {
              type: 'button',
              action_id: 'remove',
              text: plain('Remove'),
              style: 'danger',
              confirm: {
                title: plain('Really?'),
                text: plain('It goes away.'),
                confirm: plain('Yes, remove'),
                deny: plain('No'),
              },
            },
            { type: 'overflow', action_id: 'more', options: [option('first'), option('second')] },
            { type: 'checkboxes', action_id: 'boxes', options: [option('a'), option('b')] },
          ],
        },
      ],
    });
  });
  for (const id of ['menu', 'more', 'boxes']) {
    app.action(id, async ({ ack, action }) => {
      await ack();
      heard.push(`${id} ${JSON.stringify(action)}`);
    });
  }
  app.action('private', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Just *between us*', response_type: 'ephemeral', replace_original: false });
  });
  app.action('remove', async ({ ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
  });
  app.action('open', async ({ ack, body, client }) => {
    await ack();
    const inputs = [
      {
        type: 'input',
        block_id: 'why',
        label: plain('What is wrong?'),
        hint: plain('In your own words'),
        element: { type: 'plain_text_input', action_id: 't', multiline: true },
      },
      {
        type: 'input',
        block_id: 'kind',
        label: plain('Kind'),
        element: { type: 'static_select', action_id: 's', options: [option('steps'), option('facts')] },
      },
      {
        type: 'input',
        block_id: 'who',
        optional: true,
        label: plain('Who'),
        element: { type: 'radio_buttons', action_id: 'r', options: [option('you'), option('me')] },
      },
      {
        type: 'input',
        block_id: 'day',
        optional: true,
        label: plain('Since'),
        element: { type: 'datepicker', action_id: 'd' },
      },
      {
        type: 'input',
        block_id: 'to',
        optional: true,
        label: plain('Send to'),
        element: { type: 'multi_users_select', action_id: 'u' },
      },
    ];
    await client.views.open({
      trigger_id: 'trigger_id' in body ? body.trigger_id : '',
      view: modal('A form', inputs),
    });
  });
  app.view('form', async ({ ack, view }) => {
    const { values } = view.state;
    if (values.why?.t?.value === 'short')
      return await ack({ response_action: 'errors', errors: { why: 'Say a little more.' } });
    await ack();
    heard.push(`form ${JSON.stringify(values)}`);
  });
  app.command('/scim', async ({ ack, command }) => await ack(`You asked: ${command.text}`));
  app.shortcut('diagnose_message', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Diagnosed' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [
      { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `Home of <@${event.user}>` } },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.event('message', async ({ event, client }) => {
    const { subtype, channel, ts, ...more } = event as {
      subtype?: string;
      channel: string;
      ts: string;
      files?: { name: string; size: number; mode: string }[];
    };
    if (subtype === 'message_changed' || subtype === 'message_deleted') heard.push(subtype);
    for (const { name, size, mode } of more.files ?? []) heard.push(`file ${name} ${size} ${mode}`);
    if (subtype === undefined) await client.reactions.add({ channel, timestamp: ts, name: 'eyes' });
  });
  await started(app);
  return { heard };
}
