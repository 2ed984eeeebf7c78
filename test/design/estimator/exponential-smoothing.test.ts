import { describe, expect, it } from 'vitest'
import { exponentialSmoothing } from '../../../src/design/estimator/exponential-smoothing.js'
import type { Workload } from '../../../src/design/estimator/workload.js'

const load: Workload = {
  seriesCount: 50,
  points: 50 * 1095,
  trainingRows: 54_750,
  features: 1,
  rowsPerRequest: 28,
  outputsPerRow: 3,
  trainingCores: 4,
  servingCores: 4,
}
const model = (season: number, damped_trend: boolean) =>
  exponentialSmoothing.figures({ kind: 'exponential_smoothing', season, damped_trend }, load)

describe('exponential smoothing', () => {
  it.each([
    // Level only: alpha, the level, the variance.
    [1, false, 1 + 1 + 1],
    // A damped trend adds beta and phi, and the slope.
    [1, true, 3 + 2 + 1],
    // A season adds gamma and its values.
    [7, false, 2 + 8 + 1],
    [7, true, 4 + 9 + 1],
  ])('stores its weights, states and variance (season %d, damped %s)', (season, damped, each) => {
    expect(model(season, damped).params.value).toBe(50 * each)
    expect(model(season, damped).weightMemory.value).toBe(50 * each * 8)
  })

  it('writes the count out', () => {
    expect(model(7, true).params.formula).toBe(
      '50 series x (4 smoothing weights + 9 states + 1 error variance)',
    )
    expect(model(1, false).params.formula).toBe(
      '50 series x (1 smoothing weight + 1 state + 1 error variance)',
    )
  })

  it('takes one pass over the data for each likelihood, of 15 forms', () => {
    const { trainingTime } = model(7, true)
    const hours = (evaluations: number, perCycle: number) =>
      (50 * 1095 * 12 * 15 * evaluations) / (3e9 * perCycle) / 4 / 3600
    expect(trainingTime.value).toBeCloseTo(hours(200, 0.5), 12)
    expect(trainingTime.low).toBeCloseTo(hours(50, 1), 12)
    expect(trainingTime.high).toBeCloseTo(hours(1000, 0.25), 12)
  })

  it('forecasts a step in a few operations', () => {
    expect(model(7, true).flops.value).toBe(28 * (4 + 2 * 3))
    expect(model(7, true).latency.high).toBeLessThan(1)
  })

  it('describes the form it fits', () => {
    const of = (season: number, damped_trend: boolean) =>
      exponentialSmoothing.describe({ kind: 'exponential_smoothing', season, damped_trend })
    expect(of(1, false)).toBe('Exponential smoothing per series: level')
    expect(of(168, true)).toBe('Exponential smoothing per series: level, damped trend, season of 168 steps')
  })
})
