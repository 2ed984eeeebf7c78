import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [
      'dist/**',
      'node_modules/**',
      'test/e2e/**',
      'test/frameworks/**',
      'test/kill/**',
      'test/setup/**',
      'test/container/**',
      'test/cases/**',
      'test/slack/**',
    ],
    // A busy machine may be slow; what never comes fails all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    globalSetup: ['test/support/global-redis.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    pool: 'forks',
    // They wait for Redis, processes and clocks more than they compute.
    maxWorkers: 3,
  },
})
