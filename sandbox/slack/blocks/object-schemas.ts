import { z } from 'zod';

/** https://docs.slack.dev/reference/block-kit/composition-objects . Limits are in characters. */

export const id = z.string().min(1).max(255);

export const plainText = (most: number) =>
  z.looseObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most) });

export const textObject = (most: number) =>
  z.looseObject({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1).max(most) });

export const confirm = z.looseObject({
  title: plainText(100),
  text: textObject(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

export const option = z.looseObject({
  text: textObject(75),
  value: z.string().min(1).max(150),
  description: textObject(75).optional(),
});

export const optionGroup = z.looseObject({ label: plainText(75), options: z.array(option).min(1).max(100) });
