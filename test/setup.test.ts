import { connect } from 'node:net';
import { expect, it } from 'vitest';

it('tests cannot leave this machine', async () => {
  expect(() => connect(443, 'slack.com')).toThrow('a test tried to connect to slack.com');
  await expect(fetch('https://api.atlassian.com/')).rejects.toThrow();
});
