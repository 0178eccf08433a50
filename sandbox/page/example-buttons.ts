import { EXAMPLES } from '../examples.ts';
import { type Html, html } from './html.ts';

export function exampleButtons(): Html {
  return html`<ul class="examples">${EXAMPLES.map(
    ({ id, label, kind }) =>
      html`<li><button type="button" data-act="${JSON.stringify({ type: 'example', id })}"><small>${kind}</small> ${label}</button></li>`,
  )}</ul>`;
}
