/** LightGCN trains where there is an accelerator that holds its graph, and on cores elsewhere. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/design/catalog/assess.js'
import { deviceById } from '../../../src/design/estimate/hardware.js'
import { solve } from '../../../src/design/proposing/solve.js'
import { briefOf } from '../requests.js'

const recipe = { loss: '', optimizer: '', schedule: '', regularization: [] }

function trainedOn(device: string, events: number) {
  const { problem } = solve(
    briefOf(`Recommend recipes: 300k users, 12k recipes, 4M saves, one ${device} for training`),
  )
  const model = {
    kind: 'estimator',
    estimator: {
      kind: 'propagated_vectors',
      users: 300_000,
      items: 12_000,
      dim: 64,
      layers: 3,
      batch: 8192,
      epochs: 200,
    },
    load: {
      seriesCount: 1,
      points: events,
      trainingRows: 300_000,
      features: 1,
      rowsPerRequest: 1,
      outputsPerRow: 1,
    },
    learned: 0,
  } as const
  const result = assess(problem, { label: 'one', parts: [{ role: 'vectors', model }] }, recipe)
  if (!result.ok) throw new Error(result.reason)
  return result.assessment
}

describe('LightGCN', () => {
  it('passes its graph at the bandwidth of the accelerator', () => {
    const { training, figures, assumptions } = trainedOn('L4', 3_200_000)
    expect([training.device, training.deviceCount]).toEqual(['l4', 1])
    expect(assumptions[0]).toMatch(/^Fitted on 1 x NVIDIA L4 and served from 4 CPU cores with RecBole/)
    const bytes = 2 * 3 * 2 * 3_200_000 * 64 * 4
    const steps = Math.ceil(3_200_000 / 8192) * 200
    const least = (steps * bytes) / (deviceById('l4')?.bandwidth ?? 0) / 3600
    expect(figures.trainingTime.low).toBeGreaterThan(least)
    expect(figures.trainingTime.value).toBeLessThan(2 * least)
    expect(figures.trainingCost?.formula).toContain('an hour')
  })

  it('stays on the cores where the graph is larger than the accelerator', () => {
    const { training, figures } = trainedOn('L4', 2_000_000_000)
    expect(training.device).toBe('cpu-core-avx2')
    expect(figures.trainingMemory.value).toBeGreaterThan(0.9 * (deviceById('l4')?.memoryBytes ?? 0))
  })
})
