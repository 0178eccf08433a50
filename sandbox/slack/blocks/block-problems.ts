import type { z } from 'zod';
import { asJson } from '../arguments.ts';
import type { Json } from '../types.ts';

/** What is wrong with the blocks according to a schema, in the words of Slack's messages. */
export function blockProblems(blocks: unknown[], schema: z.ZodType): string[] {
  return [
    ...blocks.flatMap((block, index) => {
      const { error } = schema.safeParse(block);
      return error ? zodMessages(error, ['blocks', index]) : [];
    }),
    ...repeated(blocks.map(asJson), 'block_id'),
    ...blocks
      .map(asJson)
      .flatMap(({ elements }) => repeated([elements ?? []].flat().map(asJson), 'action_id')),
  ];
}

/** The problems that zod found, in the form of Slack's messages. */
export function zodMessages({ issues }: z.ZodError, at: PropertyKey[]): string[] {
  return issues.map(({ message, path }) => `${message} [json-pointer:/${[...at, ...path].join('/')}]`);
}

function repeated(items: Json[], field: 'block_id' | 'action_id'): string[] {
  const ids = items.map((item) => item[field]).filter(Boolean);
  return new Set(ids).size === ids.length ? [] : [`\`${field}\` already exists`];
}
