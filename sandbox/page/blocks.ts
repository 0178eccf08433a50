import { asJson } from '../slack/arguments.ts';
import type { Json } from '../slack/types.ts';
import type { Values } from '../slack/view-store.ts';
import type { ElementContext, Option } from './element-context.ts';
import { elementOf, picture, unknown } from './elements.ts';
import { type Html, html, nothing } from './html.ts';
import type { Names } from './names.ts';
import { listOf, richText } from './rich-text.ts';
import { plainTextOf, textObjectOf } from './text-object.ts';

/** What rendering blocks requires: the names to show, and the message or view that contains the blocks. */
export type Surface = {
  names: Names;
  people: Option[];
  channels: Option[];
  scope: string;
  /** the message or view that contains the blocks, as an act refers to it */
  target: Json;
  /** what has already been entered into the view */
  values?: Values;
};

/** Renders https://docs.slack.dev/reference/block-kit/blocks */
export function blocksOf(blocks: unknown, surface: Surface): Html {
  return html`${listOf(blocks).map((block) => html`<div class="block ${String(block.type)}">${blockOf(block, surface)}</div>`)}`;
}

function blockOf(block: Json, surface: Surface): Html {
  const { names } = surface;
  const at = contextOf(block, surface);
  switch (block.type) {
    case 'header':
      return html`<h3>${plainTextOf(block.text)}</h3>`;
    case 'divider':
      return html`<hr>`;
    case 'section':
      return section(block, at);
    case 'context':
      return html`${listOf(block.elements).map((one) =>
        one.type === 'image' ? picture(one) : html`<span>${textObjectOf(one, names)}</span>`,
      )}`;
    case 'actions':
    case 'context_actions':
      return html`${listOf(block.elements).map((element) => elementOf(element, at))}`;
    case 'rich_text':
      return richText(block.elements, names);
    case 'markdown':
      return html`<p>${String(block.text ?? '')}</p>`;
    case 'alert':
      return html`<div class="${String(block.level ?? 'default')}">${textObjectOf(block.text, names)}</div>`;
    case 'table':
      return table(block, names);
    case 'image':
      return picture(block);
    case 'input':
      return input(block, at);
    default:
      return unknown(block);
  }
}

function contextOf(block: Json, { target, values, ...surface }: Surface): ElementContext {
  return {
    ...surface,
    block,
    act: ({ action_id }) => ({ ...target, type: 'press', actionId: action_id, blockId: block.block_id }),
    entered: ({ action_id }) => asJson(values?.[String(block.block_id)]?.[String(action_id)]),
  };
}

function section(block: Json, at: ElementContext): Html {
  const fields = listOf(block.fields).map((field) => html`<div>${textObjectOf(field, at.names)}</div>`);
  const accessory = block.accessory === undefined ? nothing : elementOf(asJson(block.accessory), at);
  return html`<div class="body">${block.text !== undefined && html`<div>${textObjectOf(block.text, at.names)}</div>`}${
    fields.length > 0 && html`<div class="fields">${fields}</div>`
  }</div>${accessory}`;
}

/** The first row is the header, as in Slack. */
function table({ rows }: Json, names: Names): Html {
  const cell = (given: unknown): Html => {
    const one = asJson(given);
    return one.type === 'rich_text'
      ? richText(one.elements, names)
      : html`${String(one.text ?? one.value ?? '')}`;
  };
  const [head = [], ...body] = (Array.isArray(rows) ? rows : []).filter(Array.isArray);
  return html`<table><thead><tr>${head.map((one) => html`<th scope="col">${cell(one)}</th>`)}</tr></thead><tbody>${body.map(
    (row) => html`<tr>${row.map((one: unknown) => html`<td>${cell(one)}</td>`)}</tr>`,
  )}</tbody></table>`;
}

/** A group of boxes has its own legend instead of a label, because a label may contain only one control. */
function input(block: Json, at: ElementContext): Html {
  const element = asJson(block.element);
  const label = html`<span class="label">${plainTextOf(block.label)}${block.optional === true && html` <small>(optional)</small>`}</span>`;
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const control = elementOf(element, at);
  const labelled = isGroup ? html`<div>${label}${control}</div>` : html`<label>${label}${control}</label>`;
  return html`${labelled}${block.hint !== undefined && html`<p class="hint">${plainTextOf(block.hint)}</p>`}<p class="error" role="alert" data-error="${String(block.block_id)}"></p>`;
}
