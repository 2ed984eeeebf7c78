/** Models without layers on a microcontroller: C arrays in single precision, and no library to call. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/design/catalog/assess.js'
import type { EstimatorModel } from '../../../src/design/catalog/family.js'
import { solve } from '../../../src/design/proposing/solve.js'
import { briefOf } from '../requests.js'

const { problem } = solve(briefOf('Forecast daily sales 28 days ahead for 200 series'))
const load = {
  seriesCount: 1,
  points: 10_000,
  trainingRows: 10_000,
  features: 20,
  rowsPerRequest: 1,
  outputsPerRow: 1,
}
const recipe = { loss: '', optimizer: '', schedule: '', regularization: [] }

function on(id: string, estimator: EstimatorModel['estimator']) {
  const count = id === 'cpu-core-avx2' ? 4 : 1
  const model = { kind: 'estimator', estimator, load, learned: 0 } as const
  const rung = { label: 'one', parts: [{ role: 'model', model }] }
  const result = assess({ ...problem, servingDevice: { id, count }, servingCores: count }, rung, recipe)
  if (!result.ok) throw new Error(result.reason)
  return result.assessment
}

const linear = { kind: 'linear_model', link: 'logit', outputs: 3, penalties: 10, folds: 5 } as const
const forest = { kind: 'random_forest', trees: 20, leaf_rows: 50, columns_tried: 0.2 } as const
const rule = { kind: 'policy_rule', rule: 'controller', settings: 18, observed: 12 } as const

describe('on a microcontroller', () => {
  it('weights are single precision, where the library stores doubles', () => {
    const weights = 3 * (20 + 1)
    expect(on('cortex-m4', linear).figures.weightMemory.value).toBe(weights * 4)
    expect(on('cpu-core-avx2', linear).figures.weightMemory.value).toBe(weights * 8)
    expect(on('cortex-m4', linear).figures.servingMemory.value).toBe((weights + 20) * 4)
  })

  it('a node takes 8 bytes, and far less than in the library', () => {
    const { params, weightMemory } = on('cortex-m4', forest).figures
    expect(weightMemory.value).toBe(8 * params.value)
    expect(on('cpu-core-avx2', forest).figures.weightMemory.value).toBeGreaterThan(5 * weightMemory.value)
  })

  it.each([linear, forest, rule])('nothing is called: $kind takes less than the call of a server', (one) => {
    const { low, value, high, formula } = on('cortex-m7', one).figures.latency
    expect(low).toBeGreaterThan(0)
    expect(low).toBeLessThanOrEqual(value)
    expect(value).toBeLessThanOrEqual(high)
    expect(formula).not.toContain('call +')
  })

  it('a rule of 18 settings takes microseconds', () => {
    expect(on('cortex-m7', rule).figures.latency.value).toBeLessThan(0.01)
    expect(on('cpu-core-avx2', rule).figures.latency.value).toBeGreaterThanOrEqual(0.1)
  })

  it('products take at least what the chip needs for them', () => {
    const { flops, latency } = on('cortex-m4', linear).figures
    expect(latency.low).toBeGreaterThanOrEqual((flops.value / 80e6) * 1000)
  })

  it('is said: fitted with the library, run as C', () => {
    expect(on('cortex-m4', linear).assumptions[0]).toBe(
      'Fitted on 4 CPU cores with scikit-learn, then exported as C arrays in single precision and run by Arm Cortex-M4F at 120 MHz.',
    )
    expect(on('cortex-m4', rule).assumptions[0]).toMatch(/^Written as C arrays/)
    expect(on('raspberry-pi-4', linear).assumptions[0]).toContain(
      'served from Raspberry Pi 4, 1 of its cores',
    )
  })
})
