import { asJson } from '../slack/arguments.ts';
import { type Html, html } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';
import { emojiOf, type Names } from './names.ts';

/** Renders a text object. https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function textObjectOf(given: unknown, names: Names): Html {
  return asJson(given).type === 'mrkdwn' ? mrkdwn(plainTextOf(given), names) : html`${plainTextOf(given)}`;
}

/** The same as plain text, for labels and options. */
export function plainTextOf(given: unknown): string {
  const { text, type } = asJson(given);
  const said = String(text ?? '');
  return type === 'plain_text' ? said.replace(/:([a-z0-9_+-]+):/g, (_, name) => emojiOf(name)) : said;
}
