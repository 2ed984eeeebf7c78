/** A person's steps in a thread, and what they then see. Each waits until the page shows it. */
import type { Locator, Page } from 'playwright-core'

export const problem = 'Design a time series forecasting model for 63-day trajectory prediction'

/** Types into the message box and presses Enter. */
export async function say(page: Page, words: string): Promise<void> {
  const box = page.locator('#text')
  await box.fill(words)
  await box.press('Enter')
}

/** Describes a problem on the first page, and waits for the questions in its thread. */
export async function ask(page: Page, words = problem): Promise<Locator> {
  await say(page, words)
  await page.waitForURL(/\/t\/[a-z2-7]{16}$/)
  return questions(page)
}

/** The open round of questions. */
export async function questions(page: Page): Promise<Locator> {
  const form = page.getByRole('form', { name: 'Questions' })
  await form.waitFor()
  return form
}

export async function useAssumptions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use your assumptions' }).click()
}

export interface ProposalSet {
  /** The message that compares them. */
  readonly overview: Locator
  /** One message each. */
  readonly proposals: readonly Locator[]
}

/** The set under a heading, complete: as many proposals as its comparison has columns. */
export async function proposalSet(page: Page, heading: RegExp): Promise<ProposalSet> {
  const overview = page.locator('#log > article').filter({
    has: page.getByRole('heading', { level: 2, name: heading }),
  })
  await overview.waitFor()
  const columns = overview.getByRole('table', { name: 'The proposals side by side' }).locator('thead th')
  // The first names the figures.
  const count = (await columns.count()) - 1
  const following = overview.locator(
    'xpath=following-sibling::article[starts-with(@aria-label, "ml-architect, proposal")]',
  )
  const proposals = Array.from({ length: count }, (_, i) => following.nth(i))
  for (const proposal of proposals) await proposal.waitFor()
  return { overview, proposals }
}

export const firstSet = (page: Page) => proposalSet(page, /^[2-4] proposals$/)
export const revision = (page: Page, number: number) => proposalSet(page, new RegExp(`^Revision ${number}$`))

/** The headings of a message as they were written, in order. */
export const headingsOf = (message: Locator) => message.locator('h2, h3, h4').allTextContents()
