/** On a narrow screen nothing makes the page wider than it is, whatever a table or a word would like. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { phone } from './browser.js'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, revision, say, useAssumptions } from './thread.js'

/** By how many pixels the page could be scrolled sideways. */
const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

inBrowser('on a phone', ({ open }) => {
  test.each([390, 320])('no page of a conversation scrolls sideways at %i pixels', async (width) => {
    const { page } = await open({ ...phone, viewport: { width, height: 844 } })
    expect(await overflow(page)).toBe(0)
    await ask(page, `Forecast ${'w'.repeat(200)} 63 days ahead`)
    expect(await overflow(page)).toBe(0)
    await useAssumptions(page)
    const { overview, proposals } = await firstSet(page)
    expect(await overflow(page)).toBe(0)
    await say(page, 'what if we only have one T4?')
    await revision(page, 1)
    expect(await overflow(page)).toBe(0)

    // A table is read in place: as cards, or scrolled within its own frame.
    for (const message of [overview, ...proposals])
      for (const table of await message.locator('figure.table').all()) {
        const box = await table.boundingBox()
        expect(box?.width ?? 0).toBeGreaterThan(200)
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      }
  })

  test('the menu leads to a proposal', async () => {
    const { page } = await open(phone)
    await ask(page)
    await useAssumptions(page)
    const { proposals } = await firstSet(page)
    await page.locator('.menu summary').click()
    const links = page.locator('.menu .outline a')
    await expect.poll(() => links.count()).toBe(proposals.length + 1)
    await links.last().click()
    await expect.poll(async () => (await proposals.at(-1)?.boundingBox())?.y ?? -1).toBeLessThan(200)
    await expect.poll(() => links.count()).toBe(0)
  })
})
