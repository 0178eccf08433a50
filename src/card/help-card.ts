import type { CardPart } from './card-part.ts';

/** What the bot can do, for `/scim help` and the Home tab. */
export function helpCard(optOutMark: string): CardPart[] {
  return [
    { kind: 'title', text: 'What I can do' },
    {
      kind: 'list',
      label: 'When user provisioning fails',
      items: [
        'Send me the error in a direct message, or mention me in a channel or thread. A text file is fine too; pictures I cannot read.',
        'On anybody\'s message: open its menu and choose "Diagnose SCIM error". Only you see the answer until you post it.',
        '"/scim" followed by the error, or alone for a form to paste into. Only you see the answer.',
      ],
    },
    {
      kind: 'list',
      label: 'Without an error',
      items: [
        '"/scim check jane@example.com", or ask me "who holds jane@example.com?": the account, and whether it is verified, managed and synced.',
      ],
    },
    {
      kind: 'list',
      label: 'In the thread of an answer',
      items: [
        '"check again" after you changed something.',
        'What you see instead, for example "it says it is unverified".',
      ],
    },
    {
      kind: 'note',
      text: `I only read and change nothing in your organisation. I leave messages alone that begin with ${optOutMark}.`,
    },
  ];
}
