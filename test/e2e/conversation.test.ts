/** The conversation of the README in a real browser: a request, questions, proposals, a change of plan, downloads. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inBrowser } from './in-browser.js'
import { ask, firstSet, headingsOf, problem, questions, revision, say, useAssumptions } from './thread.js'

/** The order of the blueprint. */
const sections = [
  'Overview',
  'Model Architecture',
  'Training Strategy',
  'Trade-offs',
  'Implementation Plan',
  'Files to Create/Modify',
]

async function download(page: Page, link: Locator): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

async function cells(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tbody tr').all()
  return Promise.all(rows.map((row) => row.locator('th, .cell-value').allTextContents()))
}

inBrowser('a conversation in the web chat', ({ open }) => {
  test('asks in the thread, with an answer already chosen to each question', async () => {
    const { page, faults } = await open()
    const form = await ask(page)
    const asked = form.locator('fieldset')
    expect(await asked.count()).toBeGreaterThanOrEqual(1)
    expect(await asked.count()).toBeLessThanOrEqual(4)
    for (const question of await asked.all()) {
      expect(await question.locator('legend').textContent()).toMatch(/\?$/)
      expect(await question.locator('.hint').textContent()).not.toBe('')
      expect(await question.getByRole('radio', { checked: true }).count()).toBe(1)
    }
    expect(await page.locator('#log .mine .bubble').allTextContents()).toEqual([problem])
    expect(faults).toEqual([])
  })

  test('proposes on assumptions, answers what if, and gives the files', async () => {
    const { page, faults } = await open()
    await ask(page)
    await useAssumptions(page)
    const { overview, proposals } = await firstSet(page)
    expect(proposals.length).toBeGreaterThanOrEqual(2)
    expect(proposals.length).toBeLessThanOrEqual(4)
    expect(await overview.textContent()).toMatch(/Recommended: [A-D] /)
    for (const proposal of proposals) {
      const [title, ...rest] = await headingsOf(proposal)
      expect(title).toMatch(/^Architecture Proposal: \S/)
      expect(rest).toEqual(sections)
      expect(await proposal.textContent()).not.toMatch(/\{\{|undefined|NaN|\[object/)
    }

    const markdown = await download(page, overview.getByRole('link', { name: 'proposals.md' }))
    expect(markdown.name).toMatch(/^design-[A-Z2-7]{4}\.md$/)
    expect(markdown.text.match(/^## Architecture Proposal: /gm)).toHaveLength(proposals.length)
    const json = await download(page, overview.getByRole('link', { name: 'proposals.json' }))
    expect(JSON.parse(json.text)).toMatchObject({
      proposals: proposals.map(() => ({ name: expect.any(String) })),
    })

    await say(page, 'what if we only have one T4?')
    const second = await revision(page, 1)
    const facts = await cells(second.overview.getByRole('table', { name: 'What changed in the brief' }))
    expect(facts.some(([, before, now]) => !before?.includes('T4') && now?.includes('T4'))).toBe(true)
    const figures = await cells(second.overview.getByRole('table', { name: 'What that moved' }))
    expect(figures.length).toBeGreaterThanOrEqual(1)
    for (const [, , before, now] of figures) expect(now).not.toBe(before)

    // Said once: what is there after a reload is what was there before it.
    const shown = await page.locator('#log > article').allTextContents()
    await page.reload()
    expect(await page.locator('#log > article').count()).toBe(shown.length)
    expect(faults).toEqual([])
  })

  test('takes answers by form, and says back what was chosen', async () => {
    const { page } = await open()
    const form = await ask(page)
    const first = form.locator('fieldset').first()
    const label = (await first.locator('legend').textContent()) ?? ''
    const other = first
      .locator('.choice')
      .filter({ has: page.getByRole('radio', { checked: false }) })
      .first()
    const choice = (await other.locator('span').first().textContent()) ?? ''
    await other.click()
    await form.getByRole('button', { name: 'Answer' }).click()
    const { proposals } = await firstSet(page)
    expect(proposals.length).toBeGreaterThanOrEqual(2)
    const said = await page.locator('#log .mine .bubble').last().textContent()
    expect(said).toContain(`${label} — ${choice}`)
    await form.waitFor({ state: 'detached' })
  })

  test('begins from an example, and lists the design beside the others', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: problem }).click()
    await questions(page)
    const design = page.getByRole('navigation', { name: 'Designs' }).getByRole('link').first()
    expect(await design.textContent()).toContain(problem.slice(0, 40))
    expect(await design.getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'New design' }).click()
    await design.click()
    await questions(page)
  })

  test('shows markup in a request as the letters it is', async () => {
    const { page, faults } = await open()
    const words =
      'Forecast <img src=x onerror="document.title=1"> <script>document.title=2</script> **sales** 63 days ahead'
    await ask(page, words)
    expect(await page.locator('#log .mine .bubble').textContent()).toBe(words)
    expect(await page.locator('#log :is(img, script)').count()).toBe(0)
    expect(await page.title()).toContain('<img src=x')
    expect(faults).toEqual([])
  })
})
