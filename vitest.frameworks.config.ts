import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/frameworks/**/*.test.ts'],
    // Starting a framework takes seconds, and shrinking what fails many runs.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    globalSetup: ['test/frameworks/provide-python.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
})
