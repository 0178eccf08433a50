import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Concurrent tests mostly wait for time-outs and retries of a local server.
    maxConcurrency: 20,
  },
});
