import { asJson } from '../slack/arguments.ts';
import type { Json } from '../slack/types.ts';
import type { ElementContext, Option } from './element-context.ts';
import { type Html, html } from './html.ts';
import { listOf } from './rich-text.ts';
import { plainTextOf } from './text-object.ts';

/** Single-line inputs and the input types that browsers have for them. */
const TYPED: Record<string, string> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
};

/** Renders an element in which something can be entered or chosen, with the current entry. Null for any other element. */
export function choiceOf(element: Json, at: ElementContext, attributes: Html): Html | null {
  const type = String(element.type);
  if (type in TYPED) return typed(element, at, attributes);
  if (type === 'checkboxes' || type === 'radio_buttons') return boxes(element, at, attributes);
  return type.endsWith('_select') ? menu(element, at, attributes) : null;
}

function typed(element: Json, at: ElementContext, attributes: Html): Html {
  const entered = at.entered(element);
  const value = entered.value ?? entered.selected_date ?? entered.selected_time;
  const initial = element.initial_value ?? element.initial_date ?? element.initial_time;
  const shown = String(value ?? initial ?? '');
  const limits = html`${typeof element.max_length === 'number' && html` maxlength="${element.max_length}"`}${
    typeof element.min_length === 'number' && html` minlength="${element.min_length}"`
  }`;
  const common = html`${attributes}${named(element, at)}${required(at)}${limits} placeholder="${plainTextOf(element.placeholder)}"`;
  if (element.multiline === true)
    return html`<textarea rows="5" ${common}>
${shown}</textarea>`;
  const step = element.is_decimal_allowed === true && html` step="any"`;
  return html`<input type="${TYPED[String(element.type)] ?? 'text'}" value="${shown}" ${common}${step}>`;
}

function boxes(element: Json, at: ElementContext, attributes: Html): Html {
  const chosen = chosenIn(element, at);
  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const name = `${at.scope}:${at.block.block_id}:${element.action_id}`;
  const options = listOf(element.options).map(({ text, description, value }) => {
    const checked = chosen.includes(String(value)) && html` checked`;
    const more = description !== undefined && html` <small>${plainTextOf(description)}</small>`;
    return html`<label><input type="${type}" name="${name}" value="${String(value)}"${checked}>${plainTextOf(text)}${more}</label>`;
  });
  return html`<fieldset ${attributes} data-kind="${type}"><legend class="unseen">${labelOf(at) || 'Choose'}</legend>${options}</fieldset>`;
}

function menu(element: Json, at: ElementContext, attributes: Html): Html {
  const chosen = chosenIn(element, at);
  const several = String(element.type).startsWith('multi_');
  const optionOf = ({ value, label }: Option): Html =>
    html`<option value="${value}"${chosen.includes(value) && html` selected`}>${label}</option>`;
  const groups = listOf(element.option_groups).map(
    ({ label, options }) =>
      html`<optgroup label="${plainTextOf(label)}">${optionsIn(options).map(optionOf)}</optgroup>`,
  );
  const none = !several && html`<option value="">${plainTextOf(element.placeholder) || 'Choose…'}</option>`;
  return html`<select ${attributes}${named(element, at)}${required(at)}${several && html` multiple`}>${none}${groups}${optionsFor(
    element,
    at,
  ).map(optionOf)}</select>`;
}

function optionsFor(element: Json, { people, channels }: ElementContext): Option[] {
  const type = String(element.type);
  if (type.endsWith('users_select')) return people;
  if (/(?:channels|conversations)_select$/.test(type)) return channels;
  return optionsIn(element.options);
}

function optionsIn(options: unknown): Option[] {
  return listOf(options).map(({ text, value }) => ({ value: String(value), label: plainTextOf(text) }));
}

/** The values chosen so far, or the initial ones. */
function chosenIn(element: Json, at: ElementContext): string[] {
  const entered = Object.entries(at.entered(element)).find(([field]) => field.startsWith('selected_'));
  const initial = Object.entries(element).find(([field]) => field.startsWith('initial_'));
  const values = [(entered ?? initial)?.[1] ?? []].flat();
  return values.map((value) => (typeof value === 'object' ? String(asJson(value).value) : String(value)));
}

/** A control in an input block is inside its label. Any other is named after its placeholder or the text of its block. */
function named(element: Json, at: ElementContext): Html | false {
  const inLabel = at.block.type === 'input';
  return !inLabel && html` aria-label="${plainTextOf(element.placeholder) || labelOf(at) || 'Choose'}"`;
}

const labelOf = ({ block }: ElementContext): string => plainTextOf(block.label ?? block.text);

function required({ block }: ElementContext): Html | false {
  return block.type === 'input' && block.optional !== true && html` required`;
}
