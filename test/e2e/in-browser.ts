/** A group of tests with one program and one browser; where there is no Chromium they are skipped, saying so. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { desktop, findChromium, launchBrowser } from './browser.js'
import { type ProgramCommand, type StartedProgram, startProgram } from './program.js'

export interface Visit {
  /** A fresh visitor on the first page. What went wrong in the page is in `faults`. */
  open(options?: BrowserContextOptions): Promise<{ readonly page: Page; readonly faults: readonly string[] }>
  /** The program, for tests that stop it and start it again. */
  readonly program: () => StartedProgram
}

/** How long a page may take to show what is waited for. */
const patienceMs = 20_000

export interface InBrowserOptions {
  /** Settings of the program, asked for when the tests begin. */
  readonly env?: () => NodeJS.ProcessEnv
  readonly command?: ProgramCommand
}

export function inBrowser(
  name: string,
  define: (visit: Visit) => void,
  { env = () => ({}), command = 'start' }: InBrowserOptions = {},
): void {
  if (findChromium() === undefined) {
    describe.skip(`${name} (no Chromium: set CHROMIUM or put one on PATH)`, () =>
      define({ open: neverCalled, program: neverCalled }))
    return
  }
  describe(name, () => {
    let program: StartedProgram
    let browser: Browser
    const contexts: BrowserContext[] = []

    const closers: (() => Promise<void>)[] = []

    beforeAll(async () => {
      program = await startProgram(env(), command)
      closers.push(program.stop)
      browser = await launchBrowser()
      closers.push(() => browser.close())
    }, 120_000)
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close()
    })
    afterAll(async () => {
      for (const close of closers.reverse()) await close()
    })

    define({
      program: () => program,
      async open(options = {}) {
        const context = await browser.newContext({ ...desktop, ...options })
        contexts.push(context)
        context.setDefaultTimeout(patienceMs)
        const page = await context.newPage()
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(message.text())
        })
        await page.goto(program.address)
        return { page, faults }
      },
    })
  })
}

function neverCalled(): never {
  throw new Error('Expected no skipped test to run.')
}
