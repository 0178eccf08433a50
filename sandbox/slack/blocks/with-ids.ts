import { randomBytes } from 'node:crypto';
import { asJson } from '../arguments.ts';
import type { Json } from '../types.ts';

/** Interactive elements. Each of them has an `action_id`. */
const USABLE =
  /^(?:button|checkboxes|overflow|radio_buttons|feedback_buttons|icon_button)$|_select$|_input$|picker$/;

const newId = (): string => randomBytes(4).toString('base64url').slice(0, 5);

/**
 * Adds the ids that Slack adds: a `block_id` for every block and an `action_id` for every interactive element, if the app
 * gave none. https://docs.slack.dev/reference/block-kit/blocks
 */
export function withIds(blocks: unknown[]): Json[] {
  return blocks.map(asJson).map((block) => ({
    ...block,
    block_id: block.block_id || newId(),
    ...(block.accessory === undefined ? {} : { accessory: elementWithId(block.accessory) }),
    ...(block.element === undefined ? {} : { element: elementWithId(block.element) }),
    ...(Array.isArray(block.elements) ? { elements: block.elements.map(elementWithId) } : {}),
  }));
}

function elementWithId(given: unknown): unknown {
  const element = asJson(given);
  return USABLE.test(String(element.type)) ? { ...element, action_id: element.action_id || newId() } : given;
}
