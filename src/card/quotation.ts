import type { RichText } from '../knowledge/article/rich-text.ts';
import { foreign } from './foreign.ts';

/** A sentence of ours with words of a stranger in it, which stand as code: nothing in them has a meaning. */
export function quotation(before: string, theirs: string, after = ''): RichText {
  const inlines = [
    { kind: 'text' as const, text: before },
    { kind: 'code' as const, text: foreign(theirs, 600).replaceAll('`', "'") },
    { kind: 'text' as const, text: after },
  ];
  return [{ kind: 'paragraph', line: 0, inlines }];
}
