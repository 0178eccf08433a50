/** Prints a thread's messages for the terminal, the way somebody reading Slack would see them. */
export function printedThread(
  messages: { user?: string | undefined; text?: string | undefined }[],
  botUserId: string,
): string {
  return messages
    .map(
      ({ user, text }) =>
        `${user === botUserId ? 'SCIM support bot' : 'You'}:\n${indented(shown(text ?? ''))}`,
    )
    .join('\n\n');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `  ${line}` : ''))
    .join('\n');
}

/** Slack's wire form (docs.slack.dev/messaging/formatting-message-text) turned into what the client shows. */
function shown(text: string): string {
  return text
    .replace(/<(?:mailto:|https?:\/\/)[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:\/\/[^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
