/**
 * Slack's limits, in characters unless said otherwise. Numbers alone, so that any room may read them.
 * https://docs.slack.dev/reference/block-kit/blocks , https://docs.slack.dev/reference/methods
 */
export const SLACK_LIMITS = {
  /** text of a `header` block */
  header: 150,
  /** text of a `section` block, and of an element of a `context` block */
  section: 3000,
  /** label of a button */
  buttonLabel: 75,
  /** value of a button */
  buttonValue: 2000,
  /** blocks of a message */
  messageBlocks: 50,
  /** blocks of a modal or of the Home tab */
  viewBlocks: 100,
  /** all text in the blocks of one message; Slack publishes no number, a message of more was seen to be refused */
  message: 10_000,
  /** `text` of `chat.update`; a longer one is refused. A posted one that is longer may be split into several messages. */
  text: 4000,
  /** what a form's text field takes */
  input: 3000,
  /** characters of `private_metadata` of a view */
  metadata: 3000,
} as const;

/** Room left below a limit for markup that is added to a text, and for a word that says where it was cut. */
export const MARGIN = 100;
