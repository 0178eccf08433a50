import { asJson } from '../arguments.ts';
import type { Json } from '../types.ts';

/** An element that somebody can use, and its block. */
export type UsableElement = { block: Json; blockId: string; actionId: string; element: Json };

/** Whether an element is only pressed, with nothing to choose or enter. */
export const isButton = ({ type }: Json): boolean =>
  /^(?:button|icon_button|feedback_buttons)$/.test(String(type));

/** All elements in the blocks that somebody can use, in order. */
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

/** The only element with this action id (and block id). Otherwise throws an Error that lists the elements there are. */
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
