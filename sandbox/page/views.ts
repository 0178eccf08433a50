import { asJson } from '../slack/arguments.ts';
import type { View } from '../slack/view-store.ts';
import { blocksOf, type Surface } from './blocks.ts';
import { type Html, html, nothing } from './html.ts';
import { plainTextOf } from './text-object.ts';

type Common = Omit<Surface, 'scope' | 'target'>;

/** Renders the top modal as the content of a dialog. https://docs.slack.dev/surfaces/modals */
export function modalView(view: View | null, common: Common): Html {
  if (!view) return nothing;
  const surface = { ...common, scope: view.id, target: { view: 'modal' }, values: view.state.values };
  const close = plainTextOf(view.close) || 'Close';
  return html`<form data-submit data-view="${view.id}"><header><h2 id="modal-title">${plainTextOf(view.title)}</h2></header><div class="blocks">${blocksOf(
    view.blocks,
    surface,
  )}</div><p class="error" role="alert" data-error=""></p><footer><button type="button" data-act="${JSON.stringify({ type: 'close' })}">${close}</button>${
    asJson(view.submit).text !== undefined &&
    html`<button type="submit" class="primary">${plainTextOf(view.submit)}</button>`
  }</footer></form>`;
}

/** Renders the Home tab. https://docs.slack.dev/surfaces/app-home */
export function homeView(view: View | null, common: Common): Html {
  if (!view) return html`<p class="empty">The app has not published a Home tab for you.</p>`;
  const surface = { ...common, scope: view.id, target: { view: 'home' }, values: view.state.values };
  return html`<div class="home">${blocksOf(view.blocks, surface)}</div>`;
}
