/**
 * Slack's limits, in characters if not said otherwise. Only numbers, so that any room may import them.
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
  /** all text in the blocks of one message; Slack publishes no number, but has refused longer ones */
  message: 10_000,
  /** `text`: `chat.update` refuses a longer one, and a longer post may be split into several messages */
  text: 4000,
  /** text field of a form */
  input: 3000,
} as const;

/** Room left below a limit for added markup, and for the words that say where a text was cut. */
export const MARGIN = 100;
