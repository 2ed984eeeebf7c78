/** Every kind of page for people who read with their ears, with a keyboard, in the dark, or on a small screen. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inspect } from './axe.js'
import { phone } from './browser.js'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, useAssumptions } from './thread.js'

async function expectAccessible(page: Page) {
  const { checked, serious } = await inspect(page)
  expect(checked).toBeGreaterThan(10)
  expect(serious).toEqual([])
}

const schemes = ['light', 'dark'] as const

inBrowser('accessibility', ({ open }) => {
  test.each(schemes)(
    'first page, questions, proposals and list have nothing serious, %s',
    async (colorScheme) => {
      const { page } = await open({ colorScheme })
      await expectAccessible(page)
      await ask(page)
      await expectAccessible(page)
      await useAssumptions(page)
      await firstSet(page)
      await expectAccessible(page)
      await page.getByRole('link', { name: 'New design' }).click()
      await page.locator('.composer.large').waitFor()
      await expectAccessible(page)
    },
  )

  test.each(schemes)('neither have they on a phone, nor does its menu, %s', async (colorScheme) => {
    const { page } = await open({ ...phone, colorScheme })
    await ask(page)
    await expectAccessible(page)
    await useAssumptions(page)
    await firstSet(page)
    await page.locator('.menu summary').click()
    await expectAccessible(page)
  })

  test('a question is answered with the keyboard alone', async () => {
    const { page } = await open()
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toContain('Skip to the conversation')
    const form = await ask(page)
    const radio = form.locator('fieldset').first().getByRole('radio')
    await radio.first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await radio.nth(1).isChecked()).toBe(true)
    await form.getByRole('button', { name: 'Answer' }).focus()
    await page.keyboard.press('Enter')
    await firstSet(page)
  })
})

const token = 'a token for the tests'

inBrowser(
  'signing in',
  ({ open }) => {
    test.each(schemes)(
      'has nothing serious either, and opens with the token alone, %s',
      async (colorScheme) => {
        const { page } = await open({ colorScheme })
        expect(page.url()).toMatch(/\/sign-in$/)
        await expectAccessible(page)
        await page.getByLabel('Token').fill('another token')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByRole('alert').filter({ hasText: 'That is not the token' }).waitFor()
        await expectAccessible(page)
        await page.getByLabel('Token').fill(token)
        await page.getByLabel('Your name').fill('Ada')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await ask(page)
        expect(await page.locator('.foot').textContent()).toContain('Ada')
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.waitForURL(/\/sign-in$/)
      },
    )
  },
  { env: () => ({ WEB_CHAT_TOKEN: token }) },
)
