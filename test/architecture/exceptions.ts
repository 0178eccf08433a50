/**
 * What does not keep the rules yet. These lists only shrink: a test fails for what is missing in them, and for what is in them
 * and is right by now.
 */

/** Files that import one another in a circle, as `circlesIn` gives them. */
export const KNOWN_CIRCLES: string[][] = [
  ['sandbox/page/choices.ts', 'sandbox/page/elements.ts'],
  [
    'sandbox/slack/interactions/commands.ts',
    'sandbox/slack/interactions/interactions.ts',
    'sandbox/slack/interactions/press.ts',
    'sandbox/slack/interactions/views.ts',
  ],
  [
    'src/handlers/form/answer-paste.ts',
    'src/handlers/form/note-still-stuck.ts',
    'src/handlers/form/on-submit.ts',
    'src/handlers/form/save-channel-settings.ts',
  ],
  [
    'src/model/ask.ts',
    'src/model/choose-article.ts',
    'src/model/model.ts',
    'src/model/read-follow-up.ts',
    'src/model/token-limits.ts',
  ],
];

/** Files that export nothing named like the file. */
export const MISNAMED: string[] = [
  'src/atlassian/define-look-up.ts',
  'src/atlassian/reasons.ts',
  'src/card/support-card.ts',
  'src/handlers/form/open-forms.ts',
  'src/inbox/run-failure.ts',
  'src/look-up/remembered.ts',
  'src/model/retry-policy.ts',
  'src/slack/connect.ts',
  'src/slack/read/message-text.ts',
];
