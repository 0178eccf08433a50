import type { Json } from '../slack/types.ts';
import type { Names } from './names.ts';

/** Where an element stands. */
export type ElementContext = {
  names: Names;
  /** the people and channels there are to choose from: id and name */
  people: Option[];
  channels: Option[];
  /** tells this rendering from others of the same blocks */
  scope: string;
  block: Json;
  /** what the page does when the element is used, before what was chosen is added */
  act(element: Json): Json;
  /** what was entered before, as the view's state holds it */
  entered(element: Json): Json;
};

export type Option = { value: string; label: string };
