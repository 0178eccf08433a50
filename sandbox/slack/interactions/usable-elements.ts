import { asJson } from '../args.ts';
import type { Json } from '../types.ts';

/** An element somebody can use, and the block it is in. */
export type UsableElement = { block: Json; blockId: string; actionId: string; element: Json };

/** What is pressed, with nothing to choose or enter. */
export const isButton = ({ type }: Json): boolean =>
  /^(?:button|icon_button|feedback_buttons)$/.test(String(type));

/** Everything in the blocks that somebody can use, in the order it stands. */
export function usableElementsIn(blocks: unknown[]): UsableElement[] {
  return blocks.map(asJson).flatMap((block) => {
    const inside = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
    return inside
      .map(asJson)
      .filter(({ action_id }) => typeof action_id === 'string')
      .map((element) => ({
        block,
        element,
        blockId: String(block.block_id),
        actionId: String(element.action_id),
      }));
  });
}

/** The one element with this action (and block), or an Error that says what there is instead. */
export function theOneElement(
  placed: UsableElement[],
  actionId: string,
  blockId: string | undefined,
  where: string,
): UsableElement {
  const found = placed.filter((one) => one.actionId === actionId && (blockId ?? one.blockId) === one.blockId);
  const [first] = found;
  if (first && found.length === 1) return first;
  const there = placed.map((one) => `${one.blockId}/${one.actionId}`).join(', ') || 'nothing to use';
  const asked = blockId === undefined ? actionId : `${blockId}/${actionId}`;
  throw new Error(`${where} has ${found.length} elements ${asked}. It has: ${there}.`);
}
