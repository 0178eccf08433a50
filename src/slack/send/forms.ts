import type { InputBlock, ModalView } from '@slack/types';
import type { ChannelSettings } from '../../store/channel-settings.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText as plain } from './blocks.ts';

/** Why the steps did not help, as a closed list; `other` is explained in words. */
export const STUCK_REASONS = {
  'steps-do-not-match': 'The steps do not match what I see',
  'no-permission': 'I do not have permission to do these steps',
  'did-not-help': 'I did the steps, and the error remains',
  'wrong-error': 'My error is a different one',
  other: 'Something else',
} as const;

/** The form for a paste too long for a command. `metadata`: returned when the form is sent. */
export function pasteForm(metadata: string): ModalView {
  return modal('paste', metadata, 'Diagnose SCIM error', 'Diagnose', [
    {
      ...input('error', 'Paste the whole error', textField(SLACK_LIMITS.input)),
      hint: plain('As your identity provider or the troubleshooting log shows it. Only you see the answer.'),
    },
  ]);
}

/** Asks what is still wrong. */
export function stillStuckForm(metadata: string): ModalView {
  const options = Object.entries(STUCK_REASONS).map(([value, text]) => ({ text: plain(text), value }));
  return modal('still_stuck', metadata, 'Still stuck', 'Send', [
    input('reason', 'What is the problem?', { type: 'radio_buttons', action_id: 'choice', options }),
    {
      ...input('words', 'In your own words', textField(500)),
      optional: true,
      hint: plain(
        'Helps the people who write the articles. Addresses and secrets are removed before it is saved.',
      ),
    },
  ]);
}

const SWITCHES = {
  triage: ['Answer errors without being asked', 'Once per error, in its thread'],
  quiet: ['Quiet', 'Only react to errors, and answer when asked'],
  openFacts: ['Show account facts to everybody here', 'Only while no guests or people from outside are here'],
} as const;

/** Settings of one channel; without a channel it asks for one. */
export function channelSettingsForm(channel: string | null, settings: ChannelSettings): ModalView {
  const switches = Object.entries(SWITCHES).map(([value, [text, more]]) => option(value, text, more));
  const on = switches.filter(({ value }) => settings[value as keyof typeof SWITCHES]);
  const reset = option(
    'reset',
    'Undo the settings made here',
    'The settings from the environment apply again',
  );
  const people = settings.escalateTo.filter((id) => /^[UW]/.test(id));
  const channels = settings.escalateTo.filter((id) => !/^[UW]/.test(id));
  return modal('channel_settings', JSON.stringify({ channel }), 'Channel settings', 'Save', [
    channel
      ? { type: 'section', text: { type: 'mrkdwn', text: `Settings for <#${channel}>` } }
      : input('channel', 'Channel', {
          type: 'conversations_select',
          action_id: 'id',
          filter: { include: ['public', 'private'], exclude_bot_users: true },
        }),
    {
      ...input('switches', 'In this channel', {
        type: 'checkboxes',
        action_id: 'on',
        options: channel ? [...switches, reset] : switches,
        ...(on.length > 0 ? { initial_options: on } : {}),
      }),
      optional: true,
    },
    {
      ...input('channels', 'Escalate to these channels', {
        type: 'multi_conversations_select',
        action_id: 'ids',
        filter: { include: ['public', 'private'] },
        ...(channels.length > 0 ? { initial_conversations: channels } : {}),
      }),
      optional: true,
    },
    {
      ...input('people', 'Escalate to these people', {
        type: 'multi_users_select',
        action_id: 'ids',
        ...(people.length > 0 ? { initial_users: people } : {}),
      }),
      optional: true,
    },
  ]);
}

/** docs.slack.dev/surfaces/modals */
function modal(
  callback_id: string,
  private_metadata: string,
  title: string,
  submit: string,
  blocks: ModalView['blocks'],
): ModalView {
  return {
    type: 'modal',
    callback_id,
    private_metadata,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks,
  };
}

function input(block_id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id, label: plain(label), element };
}

function textField(max_length: number) {
  return { type: 'plain_text_input' as const, action_id: 'text', multiline: true, max_length };
}

function option(value: string, text: string, description: string) {
  return { text: plain(text), description: plain(description), value };
}
