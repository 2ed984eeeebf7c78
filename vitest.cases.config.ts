import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/cases/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/property-seed.ts'],
    pool: 'forks',
  },
})
