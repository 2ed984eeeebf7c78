/** The program stops and starts again under an open page: the page says so, keeps the words, and goes on by itself. */
import { expect, test } from 'vitest'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, say } from './thread.js'

inBrowser('while the program is away', ({ open, program }) => {
  test('the page says so, keeps the words, and goes on without a reload', async () => {
    const { page } = await open()
    await ask(page)
    const offline = page.getByText('Not connected to ml-architect')
    await program().halt()
    await offline.waitFor()
    const words = 'one series, 3 years of daily history'
    await say(page, words)
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
    expect(await page.locator('#text').inputValue()).toBe(words)

    await program().resume()
    await offline.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Send' }).click()
    const { proposals } = await firstSet(page)
    expect(proposals.length).toBeGreaterThanOrEqual(2)
    expect(await page.locator('#log .mine .bubble').filter({ hasText: words }).count()).toBe(1)
  })
})
