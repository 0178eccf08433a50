import { asJson } from '../arguments.ts';
import type { Json } from '../types.ts';
import type { Values } from '../view-store.ts';
import { usableElementsIn } from './usable-elements.ts';

/** What a person enters or chooses: text, the value of an option, an id, a date, or a list of these. Null: nothing. */
export type Chosen = string | string[] | null;

/** How each element reports what was chosen. https://docs.slack.dev/reference/block-kit/block-elements */
const ENTRIES: Record<string, { field: string; kind: 'plain' | 'plains' | 'option' | 'options' }> = {
  plain_text_input: { field: 'value', kind: 'plain' },
  email_text_input: { field: 'value', kind: 'plain' },
  url_text_input: { field: 'value', kind: 'plain' },
  number_input: { field: 'value', kind: 'plain' },
  static_select: { field: 'selected_option', kind: 'option' },
  radio_buttons: { field: 'selected_option', kind: 'option' },
  overflow: { field: 'selected_option', kind: 'option' },
  multi_static_select: { field: 'selected_options', kind: 'options' },
  checkboxes: { field: 'selected_options', kind: 'options' },
  users_select: { field: 'selected_user', kind: 'plain' },
  conversations_select: { field: 'selected_conversation', kind: 'plain' },
  channels_select: { field: 'selected_channel', kind: 'plain' },
  datepicker: { field: 'selected_date', kind: 'plain' },
  timepicker: { field: 'selected_time', kind: 'plain' },
  multi_users_select: { field: 'selected_users', kind: 'plains' },
  multi_conversations_select: { field: 'selected_conversations', kind: 'plains' },
  multi_channels_select: { field: 'selected_channels', kind: 'plains' },
};

/** What an element reports after a choice: `{ value }`, `{ selected_option }` and so on. */
export function entryOf(element: Json, chosen: Chosen): Json {
  const entry = ENTRIES[String(element.type)];
  if (!entry) throw new Error(`Nothing can be entered into a ${element.type}.`);
  const several = entry.kind === 'plains' || entry.kind === 'options';
  if (Array.isArray(chosen) !== several && chosen !== null) {
    throw new Error(
      `A ${element.type} takes ${several ? 'a list' : 'one value'}, not ${JSON.stringify(chosen)}.`,
    );
  }
  const option = (value: string): Json => optionOf(element, value);
  if (chosen === null) return { [entry.field]: several ? [] : null };
  if (entry.kind === 'option') return { [entry.field]: option(String(chosen)) };
  if (entry.kind === 'options') return { [entry.field]: [chosen].flat().map(option) };
  return { [entry.field]: chosen };
}

function optionOf(element: Json, value: string): Json {
  const groups = [element.option_groups ?? []].flat().flatMap((group) => asJson(group).options);
  const options = [...[element.options ?? []].flat(), ...groups].map(asJson);
  const found = options.find((option) => option.value === value);
  if (found) return found;
  const there = options.map((option) => option.value).join(', ');
  throw new Error(`${element.action_id} has no option ${value}. It has: ${there}.`);
}

/** The values of all elements that have one: what was entered, or the initial value. */
export function valuesOf(blocks: unknown[], entered: Values): Values {
  const values: Values = {};
  for (const { element, blockId, actionId } of usableElementsIn(blocks)) {
    const entry = ENTRIES[String(element.type)];
    if (!entry || element.type === 'overflow') continue;
    const initial =
      element[entry.field === 'value' ? 'initial_value' : entry.field.replace('selected', 'initial')];
    const several = entry.kind === 'plains' || entry.kind === 'options';
    const start = { [entry.field]: initial ?? (several ? [] : null) };
    values[blockId] = {
      ...values[blockId],
      [actionId]: { type: element.type, ...start, ...entered[blockId]?.[actionId] },
    };
  }
  return values;
}

/** Whether an entry contains nothing. */
export function isEmpty(entry: Json): boolean {
  return Object.entries(entry)
    .filter(([field]) => field !== 'type')
    .every(([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0));
}
