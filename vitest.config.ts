import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.ts'],
    // They end tests that hang. None is a measure of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Concurrent tests mostly wait for time-outs and retries of a local server.
    maxConcurrency: 20,
  },
});
