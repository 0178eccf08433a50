import { z } from 'zod';
import {
  actionsElement,
  contextActionsElement,
  imageElement,
  inputElement,
  sectionElement,
} from './element-schemas.ts';
import { id, plainText, textObject } from './object-schemas.ts';
import { richTextElement } from './rich-text-schema.ts';

/** https://docs.slack.dev/reference/block-kit/blocks : blocks and their limits. */

const block = <T extends string>(type: T) =>
  z.looseObject({ type: z.literal(type), block_id: id.optional() });

const section = block('section')
  .extend({
    text: textObject(3000).optional(),
    fields: z.array(textObject(2000)).min(1).max(10).optional(),
    accessory: sectionElement.optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'text or fields are required');

const richText = block('rich_text').extend({ elements: z.array(richTextElement) });

const cell = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('raw_text'), text: z.string() }),
  z.looseObject({ type: z.literal('raw_number'), value: z.number() }),
  richText,
]);
const table = block('table').extend({
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z.array(z.unknown()).max(20).optional(),
});

const everywhere = [
  section,
  block('header').extend({ text: plainText(150) }),
  block('context').extend({
    elements: z
      .array(z.union([imageElement, textObject(3000)]))
      .min(1)
      .max(10),
  }),
  block('actions').extend({ elements: z.array(actionsElement).min(1).max(25) }),
  block('divider'),
  block('image').extend({
    alt_text: z.string().min(1).max(2000),
    image_url: z.string().max(3000).optional(),
    title: plainText(2000).optional(),
  }),
  richText,
  block('video'),
  block('alert').extend({
    text: textObject(200),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
] as const;

/** Blocks allowed in a message. The limits of the last group are not checked. */
export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  block('context_actions').extend({ elements: z.array(contextActionsElement).min(1).max(5) }),
  block('markdown').extend({ text: z.string().min(1).max(12_000) }),
  table,
  block('call'),
  block('card'),
  block('carousel'),
  block('container'),
  block('data_table'),
  block('file'),
  block('plan'),
  block('task_card'),
]);

/** Blocks allowed in a modal or the Home tab. */
export const viewBlock = z.discriminatedUnion('type', [
  ...everywhere,
  block('input').extend({
    label: plainText(2000),
    hint: plainText(2000).optional(),
    element: inputElement,
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
]);
