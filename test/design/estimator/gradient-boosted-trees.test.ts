import { describe, expect, it } from 'vitest'
import {
  type GradientBoostedTrees,
  gradientBoostedTrees,
} from '../../../src/design/estimator/gradient-boosted-trees.js'
import type { Workload } from '../../../src/design/estimator/workload.js'

const load: Workload = {
  seriesCount: 200,
  points: 200_000,
  trainingRows: 1_000_000,
  features: 40,
  rowsPerRequest: 63,
  outputsPerRow: 3,
  trainingCores: 4,
  servingCores: 4,
}
const model: GradientBoostedTrees = {
  kind: 'gradient_boosted_trees',
  trees: 500,
  leaves: 63,
  outputs: 3,
  learning_rate: 0.05,
}

describe('gradient-boosted trees', () => {
  const figures = gradientBoostedTrees.figures(model, load)

  it('are counted as if every tree were full', () => {
    // A tree of 63 leaves has 62 splits.
    expect(figures.params.value).toBe(500 * 3 * (63 + 62))
    expect(figures.params.formula).toBe('500 trees x 3 outputs x (2 x 63 leaves - 1)')
    expect(figures.weightMemory.value).toBe(1500 * (62 * 24 + 63 * 12))
  })

  it('are served with the rows of one forecast in memory', () => {
    expect(figures.servingMemory.value - figures.weightMemory.value).toBe(63 * 40 * 8)
  })

  it('train on a binned table', () => {
    expect(figures.trainingMemory.value).toBe(1_000_000 * (40 + 16))
    expect(figures.trainingMemory.high).toBe(1_000_000 * (40 + 16) + 1_000_000 * 40 * 8)
  })

  it('visit every tree once for each step ahead', () => {
    const visits = 63 * 1500 * 1.5 * Math.log2(63)
    expect(figures.latency.value).toBeCloseTo(0.1 + ((visits * 14) / 3e9 / 4) * 1000, 9)
    // Slowest: one core, every visit from the third-level cache.
    expect(figures.latency.high).toBeCloseTo(0.5 + ((visits * 50) / 3e9) * 1000, 9)
    expect(figures.flops.value).toBe(63 * 1500)
  })

  // LightGBM documentation, Experiments: 500 trees of 255 leaves on 16 threads.
  it.each([
    ['Higgs', 10_500_000, 28, 238.505],
    ['Yahoo LTR', 473_134, 700, 150.186],
    ['MS LTR', 2_270_296, 137, 215.32],
  ])('take between low and high as long as the published run on %s', (_, trainingRows, features, seconds) => {
    const { trainingTime } = gradientBoostedTrees.figures(
      { ...model, trees: 500, leaves: 255, outputs: 1 },
      { ...load, trainingRows, features, trainingCores: 16 },
    )
    expect(trainingTime.low * 3600).toBeLessThanOrEqual(1.01 * seconds)
    expect(trainingTime.high * 3600).toBeGreaterThanOrEqual(0.99 * seconds)
  })

  it('take time for each tree, output and leaf level', () => {
    const hours = (change: Partial<GradientBoostedTrees>) =>
      gradientBoostedTrees.figures({ ...model, ...change }, load).trainingTime.value
    expect(hours({ trees: 1000 })).toBeCloseTo(2 * hours({}), 12)
    expect(hours({ outputs: 6 })).toBeCloseTo(2 * hours({}), 12)
    expect(hours({ leaves: 16 })).toBeCloseTo(2 * hours({ leaves: 4 }), 12)
  })

  it('are described with their size', () => {
    expect(gradientBoostedTrees.describe(model)).toBe(
      'Gradient-boosted trees: 3 models, one per quantile, each of 500 trees with 63 leaves, learning rate 0.05',
    )
    expect(gradientBoostedTrees.describe({ ...model, outputs: 1, trees: 1 })).toBe(
      'Gradient-boosted trees: one model of 1 tree with 63 leaves, learning rate 0.05',
    )
  })
})
