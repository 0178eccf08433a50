import { z } from 'zod';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const inline = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.looseObject({ type: z.literal('link'), url: z.string().min(1), text: z.string().optional() }),
  z.looseObject({ type: z.literal('user'), user_id: z.string() }),
  z.looseObject({ type: z.literal('usergroup'), usergroup_id: z.string() }),
  z.looseObject({ type: z.literal('channel'), channel_id: z.string() }),
  z.looseObject({ type: z.literal('emoji'), name: z.string() }),
  z.looseObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
  z.looseObject({ type: z.literal('date'), timestamp: z.number(), format: z.string() }),
  z.looseObject({ type: z.literal('color'), value: z.string() }),
]);

const section = z.looseObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

export const richTextElement = z.discriminatedUnion('type', [
  section,
  z.looseObject({ type: z.literal('rich_text_quote'), elements: z.array(inline) }),
  z.looseObject({ type: z.literal('rich_text_preformatted'), elements: z.array(inline) }),
  z.looseObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.number().int().min(0).max(8).optional(),
    elements: z.array(section),
  }),
]);
