import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/slack/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // They wait for what Slack limits more than they compute.
    maxWorkers: 3,
  },
})
