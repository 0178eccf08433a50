import { asJson } from '../slack/arguments.ts';
import type { Json } from '../slack/types.ts';
import { choiceOf } from './choices.ts';
import type { ElementContext } from './element-context.ts';
import { type Html, html } from './html.ts';
import { listOf } from './rich-text.ts';
import { plainTextOf } from './text-object.ts';

/** Renders https://docs.slack.dev/reference/block-kit/block-elements as controls that `browser/app.js` understands. */
export function elementOf(element: Json, at: ElementContext): Html {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return button(element, at);
    case 'icon_button':
      return html`<button type="button" ${attributes(element, at)}>${plainTextOf(element.text)}</button>`;
    case 'feedback_buttons':
      return html`${[element.positive_button, element.negative_button]
        .map(asJson)
        .map(
          (one) =>
            html`<button type="button" ${attributes(element, at, one.value)}>${plainTextOf(one.text)}</button>`,
        )}`;
    case 'overflow':
      return overflow(element, at);
    case 'image':
      return picture(element);
    default:
      return choiceOf(element, at, attributes(element, at)) ?? unknown(element);
  }
}

/** An attribute says what a control does. An input does nothing until its form is submitted, unless it has dispatch_action. */
function attributes(element: Json, at: ElementContext, chosen?: unknown): Html {
  const { block } = at;
  const isInput = block.type === 'input';
  const act = { ...at.act(element), ...(chosen === undefined ? {} : { chosen }) };
  const { title, text, confirm, deny } = asJson(element.confirm);
  const asked = {
    title: plainTextOf(title),
    text: plainTextOf(text),
    confirm: plainTextOf(confirm),
    deny: plainTextOf(deny),
  };
  return html`${isInput && html` data-field="${String(block.block_id)}"`}${
    (!isInput || block.dispatch_action === true) && html` data-act="${JSON.stringify(act)}"`
  }${element.confirm !== undefined && html` data-confirm="${JSON.stringify(asked)}"`}`;
}

function button(element: Json, at: ElementContext): Html {
  const style = ['primary', 'danger'].includes(String(element.style)) ? String(element.style) : '';
  const url = String(element.url ?? '');
  const label = element.accessibility_label;
  return html`<button type="button" class="${style}" ${attributes(element, at)}${
    /^https?:/.test(url) && html` data-url="${url}"`
  }${typeof label === 'string' && html` aria-label="${label}"`}>${plainTextOf(element.text)}</button>`;
}

function overflow(element: Json, at: ElementContext): Html {
  const items = listOf(element.options).map(
    (option) =>
      html`<button type="button" ${attributes(element, at, option.value)}>${plainTextOf(option.text)}</button>`,
  );
  return html`<details class="menu"><summary aria-label="More options">⋯</summary><div>${items}</div></details>`;
}

/** Shows a picture's alternative text, because the page loads nothing from other sites. */
export function picture(element: Json): Html {
  return html`<span class="picture">[picture: ${String(element.alt_text ?? '')}]</span>`;
}

export function unknown({ type }: Json): Html {
  return html`<p class="unknown">This page does not show “${String(type)}”.</p>`;
}
