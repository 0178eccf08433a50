import { asJson } from '../slack/arguments.ts';
import type { Json } from '../slack/types.ts';
import { type Html, html } from './html.ts';
import { link, mention } from './mrkdwn.ts';
import { emojiOf, type Names } from './names.ts';

/** Renders https://docs.slack.dev/reference/block-kit/blocks/rich-text-block , whose text arrives unescaped. */
export function richText(elements: unknown, names: Names): Html {
  return html`${listOf(elements).map((element) => elementOf(element, names))}`;
}

function elementOf(element: Json, names: Names): Html {
  const inside = () => listOf(element.elements).map((one) => inline(one, names));
  switch (element.type) {
    case 'rich_text_preformatted':
      return html`<pre>${inside()}</pre>`;
    case 'rich_text_quote':
      return html`<blockquote>${inside()}</blockquote>`;
    case 'rich_text_list': {
      const items = listOf(element.elements).map((one) => html`<li>${richText([one], names)}</li>`);
      return element.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      return html`<p>${inside()}</p>`;
  }
}

function inline(element: Json, names: Names): Html {
  const said = (name: string) => String(element[name] ?? '');
  switch (element.type) {
    case 'link':
      return link(said('url'), said('text') || said('url').replace(/^mailto:/, ''));
    case 'user':
      return mention(`@${names.user(said('user_id'))}`);
    case 'channel':
      return mention(`#${names.channel(said('channel_id'))}`);
    case 'usergroup':
      return mention(`@${said('usergroup_id')}`);
    case 'broadcast':
      return mention(`@${said('range')}`);
    case 'emoji':
      return html`${emojiOf(said('name'))}`;
    case 'date':
      return html`${said('fallback') || new Date(Number(element.timestamp) * 1000).toISOString()}`;
    default:
      return styled(said('text') || said('value'), asJson(element.style));
  }
}

function styled(text: string, { code, bold, italic, strike }: Json): Html {
  let out = html`${text}`;
  if (code) out = html`<code>${out}</code>`;
  if (bold) out = html`<strong>${out}</strong>`;
  if (italic) out = html`<em>${out}</em>`;
  if (strike) out = html`<s>${out}</s>`;
  return out;
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}
