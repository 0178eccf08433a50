import { blocksOf, type Surface } from './blocks.ts';
import { type Html, html, nothing } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';
import { listOf } from './rich-text.ts';

/** https://docs.slack.dev/reference/messaging/attachments : as sent by integrations and forwarded messages. */
export function attachmentsOf(attachments: unknown, surface: Surface): Html {
  const { names } = surface;
  const said = (value: unknown) => mrkdwn(String(value), names);
  return html`${listOf(attachments).map((one) => {
    const fields = listOf(one.fields).map(
      ({ title, value }) => html`<div><strong>${said(title ?? '')}</strong><br>${said(value ?? '')}</div>`,
    );
    return html`${one.pretext !== undefined && html`<p>${said(one.pretext)}</p>`}<div class="attachment">${
      one.author_name !== undefined && html`<p><small>${String(one.author_name)}</small></p>`
    }${one.title !== undefined && html`<p><strong>${said(one.title)}</strong></p>`}${
      one.blocks !== undefined
        ? blocksOf(one.blocks, surface)
        : one.text !== undefined && html`<p>${said(one.text)}</p>`
    }${fields.length > 0 && html`<div class="fields">${fields}</div>`}${
      one.footer !== undefined && html`<p><small>${said(one.footer)}</small></p>`
    }</div>`;
  })}`;
}

/** Lists files by name, type and size. The page does not show their content; only the bot reads it. */
export function filesOf(files: unknown): Html {
  const all = listOf(files);
  if (all.length === 0) return nothing;
  return html`<ul class="files">${all.map(
    ({ name, pretty_type, size }) =>
      html`<li><strong>${String(name ?? 'file')}</strong> <small>${String(pretty_type ?? '')}${
        typeof size === 'number' && `, ${sizeWords(size)}`
      }</small></li>`,
  )}</ul>`;
}

function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
