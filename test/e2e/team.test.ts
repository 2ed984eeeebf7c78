/** The team's side in a real browser: from the profile to a decision that everybody hears of, and to forgetting it. */
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inspect } from './axe.js'
import { desktop, phone } from './browser.js'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, say, useAssumptions } from './thread.js'

/** What was answered on a page that is no thread, once it holds the text. */
async function answered(page: Page, words: string | RegExp): Promise<Locator> {
  const answer = page.getByRole('region', { name: 'Answer' }).filter({ hasText: words })
  await answer.waitFor()
  return answer
}

/** The newest private line of a thread that holds the text. */
async function answeredInThread(page: Page, words: string | RegExp): Promise<Locator> {
  const line = page
    .locator('#log .ours')
    .filter({ has: page.getByText('only you see this') })
    .filter({ hasText: words })
    .last()
  await line.waitFor()
  return line
}

/** A design with its proposals, on assumptions. Returns its address and how people name it. */
async function designed(page: Page): Promise<{ thread: string; short: string }> {
  await ask(page)
  await useAssumptions(page)
  await firstSet(page)
  const short = (await page.locator('#standing .short').textContent()) ?? ''
  expect(short).toMatch(/^[A-Z2-7]{4}$/)
  return { thread: page.url(), short }
}

async function chooseB(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Choose B' }).click()
  const chosen = page.locator('#standing .chosen')
  await chosen.waitFor()
  return ((await chosen.textContent()) ?? '').replace(/^Chosen: /, '')
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.locator('.menu summary').click()
  await page.getByRole('button', { name: item }).click()
}

async function download(page: Page, link: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFileSync(await file.path())
}

inBrowser("the team's side", ({ open }) => {
  test('a profile, a decision with its reason, what others hear of it, files, and forgetting', async () => {
    const { page, faults } = await open({ timezoneId: 'Europe/Berlin' })
    await page.getByRole('link', { name: 'Team', exact: true }).click()
    await page.getByLabel('Hardware').fill('2x A10G')
    await page.getByLabel('Budget').fill('$2,000 for a training')
    await page.getByRole('button', { name: 'Save' }).focus()
    await page.keyboard.press('Enter')
    await answered(page, 'Profile changed')
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('answer')
    expect(await page.locator('#team .fields').textContent()).toMatch(/A10G.*2,000/)
    await page.getByRole('button', { name: 'Show all on the first page' }).click()
    await answered(page, '09:00 (Europe/Berlin)')

    await page.getByRole('link', { name: 'New design' }).click()
    const { thread, short } = await designed(page)
    expect(await page.locator('#log').textContent()).toMatch(/From the team profile[\s\S]*A10G/)
    const chosen = await chooseB(page)
    expect(chosen).toMatch(/^B \S/)
    await page.getByLabel('Why this one?').fill('It holds the intervals')
    await page.getByRole('button', { name: 'Add the reason' }).click()
    await page.locator('#log .ours').getByText('Why: It holds the intervals').waitFor()

    await page.getByRole('link', { name: 'New design' }).click()
    const notices = page.locator('.notices .line')
    const told = async () => {
      await page.reload()
      return notices.count()
    }
    await expect.poll(told, { timeout: 20_000 }).toBe(2)
    expect(await notices.first().textContent()).toMatch(new RegExp(`${short} decided:.*You chose B `))

    await say(page, 'history trajectory')
    const found = await answered(page, '1 design with')
    expect(await found.getByRole('row').nth(1).textContent()).toContain(`${chosen} (chosen)`)
    await found.getByRole('button', { name: `Show ${short}` }).click()
    await answered(page, 'It holds the intervals')
    await say(page, `compare ${short}-A ${short}-B`)
    const compared = await answered(page, 'Figures side by side')
    expect(await compared.getByRole('columnheader').allTextContents()).toMatchObject([
      'Figure',
      expect.stringContaining(`${short}-A`),
      expect.stringContaining(`${short}-B`),
    ])

    await page.goto(thread)
    await fromMenu(page, 'Export as files')
    const files = await answeredInThread(page, 'as files')
    const record = await download(page, files.getByRole('link', { name: `${short}-decision.md` }))
    expect(record.toString()).toContain('It holds the intervals')
    const code = unzipSync(await download(page, files.getByRole('link', { name: `${short}-code.zip` })))
    expect(Object.values(code).some((text) => strFromU8(text).includes('import torch'))).toBe(true)

    const reader = await open()
    await reader.page.goto(thread)
    await fromMenu(page, 'Forget this design')
    await (await answeredInThread(page, 'for good')).getByRole('button', { name: /for good/ }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await answered(page, 'The design is forgotten.')
    expect(await page.locator('.notices').count()).toBe(0)
    await reader.page.getByText('This design was forgotten').waitFor()
    expect(await page.getByRole('navigation', { name: 'Designs' }).textContent()).not.toContain(short)
    expect(faults).toEqual([])
    expect((await page.goto(thread))?.status()).toBe(410)
  })

  test('a design is called off from its menu, and found by its words', async () => {
    const { page } = await open()
    await ask(page, 'Forecast the demand for gadgets 63 days ahead')
    await fromMenu(page, 'Cancel this design')
    await page.locator('#standing').getByText('Cancelled').waitFor()
    await page.getByRole('link', { name: 'All designs' }).click()
    await page.getByLabel(/Words of the problem/).fill('gadgets')
    await page.getByRole('button', { name: 'Search' }).click()
    const found = await answered(page, 'gadgets')
    await found.getByRole('button', { name: /^Show / }).click()
    await (await answered(page, 'Cancelled')).getByRole('link', { name: 'Open the conversation' }).click()
    await page.locator('#standing').getByText('Cancelled').waitFor()
  })

  test('works without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Team', exact: true }).click()
    await page.getByLabel('Privacy').fill('air-gapped')
    await page.getByRole('button', { name: 'Save' }).click()
    await answered(page, 'Profile changed')
    expect(await page.locator('#team .fields').textContent()).toContain('in house')
    await page.getByRole('link', { name: 'New design' }).click()
    await page.getByLabel('Your problem').fill('Forecast what we sell 63 days ahead')
    await page.getByRole('button', { name: 'Design', exact: true }).click()
    const thread = page.url()
    await page.locator('.menu summary').click()
    await page.getByRole('button', { name: 'Forget this design' }).click()
    await page.getByRole('button', { name: /for good/ }).click()
    expect(new URL(page.url()).pathname).toBe('/')
    await answered(page, 'is forgotten.')
    expect((await page.goto(thread))?.status()).toBe(410)
  })

  test.each([
    { colorScheme: 'light', device: 'desktop', window: desktop },
    { colorScheme: 'dark', device: 'desktop', window: desktop },
    { colorScheme: 'light', device: 'phone', window: phone },
    { colorScheme: 'dark', device: 'phone', window: phone },
  ] as const)(
    'has nothing serious on a $device, $colorScheme, and is as wide as it',
    async ({ colorScheme, window }) => {
      const { page } = await open({ ...window, colorScheme })
      const { short } = await designed(page)
      await chooseB(page)
      await page.getByLabel('Why this one?').waitFor()
      await expectFit(page)
      await page.locator('.menu summary').click()
      await expectFit(page)
      await page.goto(new URL('/', page.url()).href)
      for (const words of [
        'history',
        `show ${short}`,
        `compare ${short}-A ${short}-B`,
        `forget ${short}`,
        'help',
      ]) {
        const before = await page.locator('#answer').innerHTML()
        await say(page, words)
        await expect.poll(() => page.locator('#answer').innerHTML()).not.toBe(before)
        await expectFit(page)
      }
      for (const path of ['/team', '/designs', '/designs?words=trajectory']) {
        await page.goto(new URL(path, page.url()).href)
        await expectFit(page)
      }
    },
  )
})

async function expectFit(page: Page) {
  const { checked, serious } = await inspect(page)
  expect(checked).toBeGreaterThan(10)
  expect(serious).toEqual([])
  expect(
    await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ),
  ).toBe(0)
}
