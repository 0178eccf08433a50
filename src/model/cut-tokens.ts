import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { CUT, withoutSecrets } from '../knowledge/secrets/secrets.ts';

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};

/**
 * The last check of a text before it is sent: cuts out secrets that `withoutSecrets` does not know (AWS, GitHub, npm, private keys
 * and others, by https://github.com/secretlint/secretlint). Rejects if the rules fail; then nothing is sent.
 */
export async function cutTokens(text: string): Promise<string> {
  const clean = withoutSecrets(text).text;
  const { messages } = await lintSource({
    source: { content: clean, filePath: 'paste.txt', ext: '.txt', contentType: 'text' },
    options: { config, locale: 'en', noPhysicFilePath: true },
  });
  return messages
    .toSorted((a, b) => b.range[0] - a.range[0])
    .reduce((rest, { range: [start, end] }) => rest.slice(0, start) + CUT + rest.slice(end), clean);
}
