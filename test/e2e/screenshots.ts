/** Takes the README's pictures again, from the real program in a real conversation: `npm run screenshots`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { examples } from '../../src/messages/from-receipt.js'
import { desktop, launchBrowser, phone } from './browser.js'
import { projectFolder, startProgram } from './program.js'
import { ask, firstSet, say, useAssumptions } from './thread.js'

const folder = join(projectFolder(), 'docs', 'images')

const pictures = [
  { device: 'desktop', scheme: 'light', window: desktop },
  { device: 'desktop', scheme: 'dark', window: desktop },
  { device: 'phone', scheme: 'light', window: phone },
  { device: 'phone', scheme: 'dark', window: phone },
] as const

async function open(browser: Browser, address: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    // Sharp on a good screen, and still a small file.
    deviceScaleFactor: 1.5,
    ...options,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

async function take(page: Page, name: string): Promise<void> {
  // The answer is read from what was asked, which the page has brought to its top.
  await page.locator('#log .mine').last().scrollIntoViewIfNeeded()
  await page.locator('#text').blur()
  await save(page, name)
}

async function save(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  console.log(path)
}

mkdirSync(folder, { recursive: true })
const [program, browser] = await Promise.all([startProgram(), launchBrowser()])
try {
  const [main, ...others] = examples
  // Other designs, so that the side is seen in use.
  for (const example of others) {
    const page = await open(browser, program.address, desktop)
    await say(page, example)
    await page.locator('#log .ours').nth(1).waitFor()
    await page.context().close()
  }
  const page = await open(browser, program.address, desktop)
  await ask(page, main)
  await take(page, 'questions-desktop-light')
  await useAssumptions(page)
  await firstSet(page)
  const thread = page.url()
  for (const { device, scheme, window } of pictures) {
    const view = await open(browser, thread, { ...window, colorScheme: scheme })
    await firstSet(view)
    await take(view, `thread-${device}-${scheme}`)
    await view.context().close()
  }

  // The team's side, in use: its profile, its notices, a decision, and what is answered of past designs.
  const team = await open(browser, new URL('/team', program.address).href, desktop)
  await team.getByLabel('Hardware').fill('2x A10G, serve on 8 vCPU')
  await team.getByLabel('Frameworks').fill('PyTorch; no TensorFlow')
  await team.getByRole('button', { name: 'Save' }).click()
  await team.locator('#team .fields').waitFor()
  await team.getByRole('button', { name: 'Show all on the first page' }).click()
  await team.getByText('is told when').first().waitFor()
  await page.getByRole('button', { name: 'Choose B' }).click()
  await page.getByLabel('Why this one?').fill('Intervals from day one, and it retrains in minutes')
  await page.getByRole('button', { name: 'Add the reason' }).click()
  await page.locator('#log .ours').getByText('Why:').waitFor()
  await take(page, 'decision-desktop-light')
  for (const { device, scheme, window } of pictures.filter((_, i) => i % 3 === 0)) {
    const view = await open(browser, new URL('/team', program.address).href, {
      ...window,
      colorScheme: scheme,
    })
    await save(view, `team-${device}-${scheme}`)
    await view.goto(program.address)
    await say(view, 'history')
    await view.locator('#answer').getByRole('table').waitFor()
    await view.locator('#text').blur()
    await view.evaluate('scrollTo(0, 0)')
    await save(view, `history-${device}-${scheme}`)
    await view.context().close()
  }
} finally {
  await browser.close()
  await program.stop()
}
