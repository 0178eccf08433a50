import { z } from 'zod';

/** https://docs.slack.dev/reference/block-kit/composition-objects ; limits in characters. */

export const id = z.string().min(1).max(255);

export const plain = (most: number) =>
  z.looseObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most) });

export const written = (most: number) =>
  z.looseObject({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string().min(1).max(most) });

export const confirm = z.looseObject({
  title: plain(100),
  text: written(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

export const option = z.looseObject({
  text: written(75),
  value: z.string().min(1).max(150),
  description: written(75).optional(),
});

export const optionGroup = z.looseObject({ label: plain(75), options: z.array(option).min(1).max(100) });
