/** The whole conversation with scripts switched off: plain forms and links, and pages that are loaded again. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from './in-browser.js'
import { firstSet, problem, questions, revision } from './thread.js'

/** Follows the page's own link for newer messages until the text is there. */
async function reloadUntil(page: Page, text: RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.getByRole('link', { name: 'Show newer messages' }).click()
        return page.locator('#log').textContent()
      },
      { timeout: 20_000 },
    )
    .toMatch(text)
}

inBrowser('without scripts', ({ open }) => {
  test('a request, an answer, the proposals and a change of plan', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByLabel('Your problem').fill(problem)
    await page.getByRole('button', { name: 'Design', exact: true }).click()
    expect(page.url()).toMatch(/\/t\/[a-z2-7]{16}$/)
    await reloadUntil(page, /\?/)
    const form = await questions(page)
    await form.getByRole('button', { name: 'Answer' }).click()
    await reloadUntil(page, /Files to Create\/Modify/)
    const { proposals } = await firstSet(page)
    expect(proposals.length).toBeGreaterThanOrEqual(2)
    await page.getByLabel('Message').fill('what if we only have one T4?')
    await page.getByRole('button', { name: 'Send' }).click()
    await reloadUntil(page, /Revision 1/)
    await page.reload()
    const second = await revision(page, 1)
    expect(await second.overview.textContent()).toContain('T4')
  })
})
