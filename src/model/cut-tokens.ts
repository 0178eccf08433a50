import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { CUT, withoutSecrets } from '../knowledge/redact/secrets.ts';

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};

/**
 * The last look at a text before it leaves: cuts out tokens of further services that the door does not know (AWS, GitHub, npm,
 * private keys and the like, by https://github.com/secretlint/secretlint). Rejects only when the rules themselves fail: then
 * nothing is sent.
 */
export async function cutTokens(text: string): Promise<string> {
  const clean = withoutSecrets(text).text;
  const { messages } = await lintSource({
    source: { content: clean, filePath: 'paste.txt', ext: '.txt', contentType: 'text' },
    options: { config, locale: 'en', noPhysicFilePath: true },
  });
  return messages
    .map(({ range: [start, end] }) => ({ start, end }))
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}${CUT}${rest.slice(end)}`, clean);
}
