import { randomBytes } from 'node:crypto';
import { asJson } from '../args.ts';
import type { Json } from '../types.ts';

/** Elements that can be used, so that each has an `action_id`. */
const USABLE =
  /^(?:button|checkboxes|overflow|radio_buttons|feedback_buttons|icon_button)$|_select$|_input$|picker$/;

const newId = (): string => randomBytes(4).toString('base64url').slice(0, 5);

/**
 * Blocks as Slack keeps them: every block has a `block_id` and everything that can be used an `action_id`, made up where
 * the app gave none. https://docs.slack.dev/reference/block-kit/blocks
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
