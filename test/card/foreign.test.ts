import { describe, expect, it } from 'vitest';
import { foreign, visible } from '../../src/card/foreign.ts';

describe('what a stranger wrote', () => {
  it.each([
    ['lines', 'a\n\n*Steps:*\r\n1. b\u2028c\u0085d', 'a *Steps:* 1. b c d'],
    ['a clipboard', '\u001b]52;c;eA==\u0007a', ']52;c;eA==a'],
    ['a turned line', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['what cannot be seen', 'a\u0000\u200b\u2060\u{e0041}b', 'ab'],
    ['a link', 'https://evil.example', 'https:\u200b//evil.example'],
    ['a long one', 'x'.repeat(50), 'x'.repeat(20)],
  ])('%s', (_what, text, shown) => {
    expect(foreign(text, text.length < 50 ? 100 : 20)).toBe(shown);
  });

  it('keeps its lines where they are copied', () => {
    expect(visible('a\u001b[2J\nb')).toBe('a[2J\nb');
  });
});
