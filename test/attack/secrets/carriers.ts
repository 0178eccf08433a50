import { eventually } from '../../eventually.ts';
import type { Stage } from '../../handlers/stage.ts';

/** Brings a text to the bot in one of the places where a request can have it. */
type Carrier = { name: string; send(stage: Stage, text: string, random: () => number): Promise<void> };

const CHANNEL = 'C0SUPPORT';
const MEMBER = 'U0MEMBER';

type More = { blocks?: unknown[]; attachments?: unknown[]; files?: unknown[] };
const post = async ({ slack }: Stage, text: string, more: More = {}) => {
  await slack.post({ channel: CHANNEL, user: MEMBER, text, ...more });
};
/** As an integration writes it: Slack's wire form, blocks as they are. */
const alert = async ({ slack }: Stage, more: More) => {
  await slack.post({ channel: CHANNEL, user: 'U0ALERTS', botId: 'B0ALERTS', text: '', ...more });
};

const words = (text: string) => ({ type: 'text', text });
const section = (elements: object[], type = 'rich_text_section') => ({
  type: 'rich_text',
  elements: [{ type, elements }],
});

/** A name and what belongs to it, apart. */
function apart(text: string): string[] {
  const at = text.search(/\n|(?<=[^\s{["']: )|(?<=\bBearer )/);
  return at <= 0 ? [text] : [text.slice(0, at).trim(), text.slice(at).trim()];
}

/** The text in pieces of one line, as bold or coloured words make them. */
function pieces(text: string, random: () => number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() * Math.max(8, text.length / 4));
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return parts;
}

export const CARRIERS: Carrier[] = [
  { name: 'a post', send: (stage, text) => post(stage, text) },
  {
    name: 'rich text in pieces',
    send: (stage, text, random) =>
      post(stage, '', {
        blocks: [
          section(pieces(text, random).map((part, i) => ({ ...words(part), style: { bold: i % 2 === 0 } }))),
        ],
      }),
  },
  {
    name: 'a code block',
    send: (stage, text) => post(stage, '', { blocks: [section([words(text)], 'rich_text_preformatted')] }),
  },
  {
    name: 'several blocks',
    send: (stage, text) => post(stage, '', { blocks: apart(text).map((part) => section([words(part)])) }),
  },
  {
    name: 'sections of an integration',
    send: (stage, text) =>
      alert(stage, {
        blocks: apart(text).map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: part } })),
      }),
  },
  {
    name: 'fields of a section',
    send: (stage, text) =>
      alert(stage, {
        blocks: [{ type: 'section', fields: apart(text).map((part) => ({ type: 'mrkdwn', text: part })) }],
      }),
  },
  {
    name: 'cells of a table',
    send: (stage, text) =>
      alert(stage, {
        blocks: [
          {
            type: 'table',
            rows: [
              ['Header', 'Value'].map(words),
              apart(text).map((part) => ({ type: 'raw_text', text: part })),
            ],
          },
        ],
      }),
  },
  {
    name: 'a field of an attachment',
    send: (stage, text) => {
      const [title = '', value = ''] = apart(text);
      return alert(stage, {
        attachments: [
          { fallback: 'alert', fields: [{ title: title.replace(/:$/, ''), value, short: true }] },
        ],
      });
    },
  },
  {
    name: 'an attachment',
    send: (stage, text) => {
      const [title, rest] = apart(text);
      return alert(stage, { attachments: [{ fallback: text, title, text: rest ?? text }] });
    },
  },
  {
    name: 'the address of a link',
    send: (stage, text) =>
      post(stage, '', {
        blocks: [
          section([words('see '), { type: 'link', url: `https://x.example/?q=${encodeURIComponent(text)}` }]),
        ],
      }),
  },
  {
    name: 'a snippet',
    send: (stage, text) => {
      const file = stage.slack.addFile({ name: 'a.txt', content: text });
      return post(stage, '', {
        files: [{ ...file, preview: text, preview_is_truncated: false, preview_highlight: `<b>${text}</b>` }],
      });
    },
  },
  {
    name: 'a file',
    send: (stage, text) =>
      post(stage, '', { files: [stage.slack.addFile({ name: 'a.log', mode: 'hosted', content: text })] }),
  },
  {
    name: 'the name of a file',
    send: (stage, text) =>
      post(stage, '', {
        files: [
          stage.slack.addFile({
            name: `${text.split('\n{"schemas')[0]}.log`,
            mode: 'hosted',
            content: 'x',
          }),
        ],
      }),
  },
  {
    name: 'a command',
    send: async ({ slack }, text) => {
      await slack.command({ user: MEMBER, channel: CHANNEL, command: '/scim', text });
    },
  },
  {
    name: 'a form',
    send: async ({ slack }, text) => {
      const open = () => {
        if (slack.modalOf(MEMBER) === null) throw new Error('no form yet');
      };
      // A form that did not open, because a connection broke, is asked for again.
      await eventually(async () => {
        await slack.command({ user: MEMBER, channel: CHANNEL, command: '/scim', text: '' });
        await eventually(open, 3000);
      });
      await slack.submitView({ user: MEMBER, values: { text: text.slice(0, 3000) } });
    },
  },
  {
    name: 'the message menu',
    send: async ({ slack }, text) => {
      const ts = await slack.post({ channel: 'C0GENERAL', user: 'U0OTHER', text });
      await slack.shortcut({ user: MEMBER, channel: 'C0GENERAL', ts, callbackId: 'diagnose_message' });
    },
  },
  {
    name: 'an edit',
    send: async ({ slack }, text) => {
      const ts = await slack.post({ channel: CHANNEL, user: MEMBER, text: 'hello' });
      await slack.edit(CHANNEL, ts, text);
    },
  },
];
