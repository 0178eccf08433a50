import type { CardPart } from './card-part.ts';

/** What the bot can do, for `/scim help` and the Home tab. */
export function helpCard(optOutMark: string): CardPart[] {
  return [
    { kind: 'title', text: 'What I can do' },
    {
      kind: 'list',
      label: 'When user provisioning fails',
      items: [
        'Send me the error in a direct message, or mention me in a channel or thread. Text files work too, but I cannot read images.',
        'Open the menu of any message and choose "Diagnose SCIM error". Only you see the answer until you post it.',
        'Type "/scim" followed by the error, or "/scim" alone to get a form. Only you see the answer.',
      ],
    },
    {
      kind: 'list',
      label: 'Without an error',
      items: [
        'Type "/scim check jane@example.com", or ask me "who holds jane@example.com?", to see the account and whether it is verified, managed and synced.',
      ],
    },
    {
      kind: 'list',
      label: 'In the thread of an answer',
      items: [
        'Say "check again" after you change something.',
        'Tell me what you see instead, for example "it says it is unverified".',
      ],
    },
    {
      kind: 'note',
      text: `I only read; I change nothing in your organisation. I ignore messages that begin with ${optOutMark}.`,
    },
  ];
}
