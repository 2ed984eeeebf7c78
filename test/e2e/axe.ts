/** axe-core in a page: what it finds there that is serious or critical, in words that name the element. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Findings {
  /** How many rules had something to look at: none means that axe did not run. */
  readonly checked: number
  readonly serious: readonly string[]
}

declare global {
  // What axe-core's script leaves in the page.
  var axe: { run(options: RunOptions): Promise<AxeResults> }
}

export async function inspect(page: Page): Promise<Findings> {
  await page.evaluate(source)
  const { passes, violations } = await page.evaluate(() =>
    globalThis.axe.run({ resultTypes: ['violations'] }),
  )
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return {
    checked: passes.length + violations.length,
    serious: serious.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help}\n${target.join(' ')}\n${failureSummary ?? ''}`,
      ),
    ),
  }
}
