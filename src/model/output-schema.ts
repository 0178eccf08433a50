import { z } from 'zod';

/**
 * The JSON Schema of an answer, whole for people and models to read; `strict`: for a server that enforces it, without limits of
 * length, which such servers refuse (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
 */
export function outputSchema(answer: z.ZodType, strict: boolean): object {
  const { $schema, ...schema } = z.toJSONSchema(answer, {
    override: ({ jsonSchema }) => {
      if (!strict) return;
      delete jsonSchema.maxLength;
      delete jsonSchema.maxItems;
    },
  });
  return schema;
}

/** The JSON object in a text, which some servers wrap in a code fence or a sentence; null when there is none. */
export function jsonIn(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return null;
  }
}
