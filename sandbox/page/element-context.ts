import type { Json } from '../slack/types.ts';
import type { Names } from './names.ts';

/** What rendering an element requires: the block around it, what was entered so far, and what it does when used. */
export type ElementContext = {
  names: Names;
  /** the people and channels to choose from: id and name */
  people: Option[];
  channels: Option[];
  /** distinguishes this rendering from others of the same blocks */
  scope: string;
  block: Json;
  /** what the page does when the element is used; the page adds what was chosen */
  act(element: Json): Json;
  /** what was entered so far, in the form of the view's state */
  entered(element: Json): Json;
};

export type Option = { value: string; label: string };
