/**
 * Foreign text made harmless for Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text): no tag, mention or link
 * can open, since all three need `<`, and a zero-width space keeps names such as "@channel" from being linked.
 */
export function escapeMrkdwn(text: string): string {
  if (!/[&<>@]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=(?:channel|here|everyone)\b)/gi, '@\u200b');
}
