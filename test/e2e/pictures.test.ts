/** The pictures of a design in a real browser: each is loaded under the page's policy, in its scheme, with words for it. */
import { expect, test } from 'vitest'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, useAssumptions } from './thread.js'

inBrowser('the pictures of proposals', ({ open }) => {
  test.each(['light', 'dark'] as const)(
    'are shown in a %s window, and say in words what they show',
    async (scheme) => {
      const { page, faults } = await open()
      await page.emulateMedia({ colorScheme: scheme })
      await ask(page)
      await useAssumptions(page)
      const { overview, proposals } = await firstSet(page)
      for (const message of [overview, ...proposals]) {
        const picture = message.locator('figure.picture img')
        expect(await picture.count()).toBe(1)
        await picture.scrollIntoViewIfNeeded()
        await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1200)
        const source = String(await picture.evaluate((image) => Reflect.get(image, 'currentSrc')))
        expect(source.includes('theme=dark')).toBe(scheme === 'dark')
        expect((await picture.getAttribute('alt'))?.length).toBeGreaterThan(50)
      }
      expect(await overview.locator('figure.picture img').getAttribute('alt')).toMatch(
        /\(recommended\): latency /,
      )
      expect(faults).toEqual([])
    },
  )
})
