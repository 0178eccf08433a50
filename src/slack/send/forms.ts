import type { ModalView } from '@slack/types';
import type { ChannelSettings } from '../../store/channel-settings.ts';
import { SLACK_LIMITS } from '../limits.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

/** Why the steps did not help, as a closed list; `other` is told in words. */
export const STUCK_REASONS = {
  'steps-do-not-match': 'The steps do not match what I see',
  'no-permission': 'I may not do these steps',
  'did-not-help': 'I did them, and the error stays',
  'wrong-error': 'My error is another one',
  other: 'Something else',
} as const;

/** The form for a paste too long for a command (docs.slack.dev/surfaces/modals). `metadata`: given back when it is sent. */
export function pasteForm(metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'paste',
    private_metadata: metadata,
    title: plain('Diagnose SCIM error'),
    submit: plain('Diagnose'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'error',
        label: plain('Paste the whole error'),
        hint: plain(
          'As your identity provider or the troubleshooting log shows it. Only you see the answer.',
        ),
        element: {
          type: 'plain_text_input',
          action_id: 'text',
          multiline: true,
          max_length: SLACK_LIMITS.input,
        },
      },
    ],
  };
}

/** Asks what is still wrong. */
export function stillStuckForm(metadata: string): ModalView {
  const options = Object.entries(STUCK_REASONS).map(([value, text]) => ({ text: plain(text), value }));
  return {
    type: 'modal',
    callback_id: 'still_stuck',
    private_metadata: metadata,
    title: plain('Still stuck'),
    submit: plain('Send'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('What is in the way?'),
        element: { type: 'radio_buttons', action_id: 'choice', options },
      },
      {
        type: 'input',
        block_id: 'words',
        optional: true,
        label: plain('In your words'),
        hint: plain(
          'Helps whoever writes the articles. Addresses and secrets are removed before it is kept.',
        ),
        element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 500 },
      },
    ],
  };
}

const SWITCHES = {
  triage: ['Answer errors without being asked', 'Once each, in their thread'],
  quiet: ['Quiet', 'Only react to errors, and answer when asked'],
  openFacts: [
    'Show account facts to everybody here',
    'Only while nobody from outside, and no guest, is in it',
  ],
} as const;

/** Settings of one channel; without a channel it asks for one. */
export function channelSettingsForm(channel: string | null, settings: ChannelSettings): ModalView {
  const switches = Object.entries(SWITCHES).map(([value, [text, description]]) => ({
    text: plain(text),
    description: plain(description),
    value,
  }));
  const reset = {
    text: plain('Take back what was set here'),
    description: plain('What the environment says holds again'),
    value: 'reset',
  };
  const on = switches.filter(({ value }) => settings[value as keyof typeof SWITCHES]);
  const people = settings.escalateTo.filter((id) => /^[UW]/.test(id));
  const channels = settings.escalateTo.filter((id) => !/^[UW]/.test(id));
  return {
    type: 'modal',
    callback_id: 'channel_settings',
    private_metadata: JSON.stringify({ channel }),
    title: plain('Channel settings'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      channel
        ? { type: 'section', text: { type: 'mrkdwn', text: `Settings of <#${channel}>` } }
        : {
            type: 'input',
            block_id: 'channel',
            label: plain('Channel'),
            element: {
              type: 'conversations_select',
              action_id: 'id',
              filter: { include: ['public', 'private'], exclude_bot_users: true },
            },
          },
      {
        type: 'input',
        block_id: 'switches',
        optional: true,
        label: plain('In this channel'),
        element: {
          type: 'checkboxes',
          action_id: 'on',
          options: channel ? [...switches, reset] : switches,
          ...(on.length > 0 ? { initial_options: on } : {}),
        },
      },
      {
        type: 'input',
        block_id: 'channels',
        optional: true,
        label: plain('Escalate to these channels'),
        element: {
          type: 'multi_conversations_select',
          action_id: 'ids',
          filter: { include: ['public', 'private'] },
          ...(channels.length > 0 ? { initial_conversations: channels } : {}),
        },
      },
      {
        type: 'input',
        block_id: 'people',
        optional: true,
        label: plain('Escalate to these people'),
        element: {
          type: 'multi_users_select',
          action_id: 'ids',
          ...(people.length > 0 ? { initial_users: people } : {}),
        },
      },
    ],
  };
}
