/** Redis stops in the middle of a conversation: the page says so and keeps the words; back again, it goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../support/redis.js'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, say } from './thread.js'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis({ appendonly: 'always' })
})
afterAll(() => redis.stop())

inBrowser(
  'while Redis is away',
  ({ open }) => {
    test('the page says so and keeps the words, and afterwards the conversation goes on', async () => {
      const { page } = await open()
      await ask(page)
      const words = 'one series, 3 years of daily history'
      await redis.kill()
      await say(page, words)
      const notice = page.getByRole('alert').filter({ hasText: 'Redis' })
      await notice.waitFor()
      expect(await notice.textContent()).toContain('send it again')
      expect(await page.locator('#text').inputValue()).toBe(words)
      expect(await page.locator('#log .mine').count()).toBe(1)

      await redis.restart()
      const send = page.getByRole('button', { name: 'Send' })
      // The program takes a moment to find the server again; until then it says no, and the words stay.
      await expect
        .poll(
          async () => {
            const answered = page.waitForResponse((response) => response.request().method() === 'POST')
            await send.click()
            return (await answered).status()
          },
          { timeout: 30_000 },
        )
        .toBe(200)
      const { proposals } = await firstSet(page)
      expect(proposals.length).toBeGreaterThanOrEqual(2)
      expect(await page.locator('#log .mine .bubble').filter({ hasText: words }).count()).toBe(1)
      expect(await page.locator('#text').inputValue()).toBe('')
    })

    test('pages say so too, and offer to try again', async () => {
      const { page } = await open()
      await redis.kill()
      await page.reload()
      await page.getByRole('heading', { name: 'Not reachable now' }).waitFor()
      await redis.restart()
      await expect
        .poll(async () => {
          await page.getByRole('link', { name: 'Try again' }).click()
          return page.getByRole('heading', { level: 1 }).textContent()
        })
        .toBe('What should the model predict?')
    })
  },
  { env: () => ({ REDIS_URL: redis.url }) },
)
