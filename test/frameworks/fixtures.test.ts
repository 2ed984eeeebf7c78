/** Published models: their generated code in real PyTorch has the parameters, shapes and FLOPs that inference says. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { activationError } from '../../src/design/estimate/margins.js'
import { totalFlops } from '../../src/design/estimate/totals.js'
import { type Sketch, typedOf } from '../support/specs.js'
import { expectAgreement, modelOf, needsNumbers } from './agreement.js'
import { startPython } from './python.js'
import { savedOnCpu } from './saved.js'

const folder = new URL('../fixtures/specs/', import.meta.url)
const published = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    id: name.replace(/\.json$/, ''),
    sketch: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Sketch,
  }))

const python = startPython()

describe('the code of a published model', () => {
  it('is there to be tried', () => {
    expect(published.length).toBeGreaterThan(50)
  })

  // Others count other weights: their code in PyTorch has PyTorch's.
  it.each(published)('$id agrees with PyTorch', async ({ sketch }) => {
    await expectAgreement(python, typedOf(sketch, { framework: 'pytorch' }), 'meta')
  })

  it.each([
    { kind: 'feed_forward', hidden: 64 },
    { kind: 'linear', units: 24 },
  ])('of experts like $kind does exactly the work of those that are chosen', async (expert) => {
    const typed = typedOf({
      inputs: { x: { kind: 'series', steps: 12, features: 16 } },
      nodes: [{ kind: 'moe', experts: 6, active: 2, expert, shared_experts: 1 }],
    })
    const { flops } = await python.ask({ ...modelOf(typed), device: 'cpu', measure: ['run'] })
    expect(flops).toBe(totalFlops(typed))
  })

  it.each(published)('$id keeps for backward what is said, within the band', async ({ sketch }) => {
    const typed = typedOf(sketch, { framework: 'pytorch' })
    if (needsNumbers(typed)) return
    // A norm over a batch of one has nothing to learn from.
    const { error, saved = Number.NaN } = await python.ask({
      ...modelOf(typed),
      device: 'meta',
      measure: ['saved'],
      batch: 2,
    })
    expect(error).toBeUndefined()
    const said = savedOnCpu(typed.saved, 2)
    expect(Math.abs(saved - said), `${saved} bytes for ${said}`).toBeLessThanOrEqual(activationError * saved)
  })
})
