/** Stop, pressed while the work waits for a worker: the only time long enough for a person to press it offline. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../support/redis.js'
import { inBrowser } from './in-browser.js'
import { startProgram } from './program.js'
import { firstSet, problem, questions, say, useAssumptions } from './thread.js'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

inBrowser(
  'Stop',
  ({ open }) => {
    test('ends what was asked for, and the thread goes on from what is said next', async () => {
      const { page, faults } = await open()
      await say(page, problem)
      await page.getByText('Working on it').waitFor()
      await page.getByRole('button', { name: 'Stop' }).click()
      const worker = await startProgram({ REDIS_URL: redis.url }, 'worker')
      try {
        await page.locator('#log').getByText('Stopped by You.').waitFor()
        await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' })
        expect(await page.getByRole('form', { name: 'Questions' }).count()).toBe(0)
        await say(page, problem)
        await questions(page)
        await useAssumptions(page)
        const { proposals } = await firstSet(page)
        expect(proposals.length).toBeGreaterThanOrEqual(2)
        expect(faults).toEqual([])
      } finally {
        await worker.stop()
      }
    })
  },
  { env: () => ({ REDIS_URL: redis.url }), command: 'adapters' },
)
