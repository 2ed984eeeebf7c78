import { describe, expect, it } from 'vitest'
import { seasonalNaive } from '../../../src/design/estimator/seasonal-naive.js'
import type { Workload } from '../../../src/design/estimator/workload.js'

const load: Workload = {
  seriesCount: 200,
  points: 200 * 1000,
  trainingRows: 200_000,
  features: 1,
  rowsPerRequest: 63,
  outputsPerRow: 3,
  trainingCores: 4,
  servingCores: 4,
}

describe('seasonal naive', () => {
  it('stores one season of every series, and its error quantiles for every step', () => {
    const figures = seasonalNaive.figures({ kind: 'seasonal_naive', season: 7, error_quantiles: 2 }, load)
    expect(figures.params.value).toBe(200 * 7 + 200 * 2 * 63)
    expect(figures.trainableParams.value).toBe(200 * 2 * 63)
    expect(figures.weightMemory.value).toBe(4 * (200 * 7 + 200 * 2 * 63))
    expect(figures.params.formula).toBe('200 series x (7 last values + 2 error quantiles x 63 steps)')
  })

  it('learns nothing for a point forecast', () => {
    const figures = seasonalNaive.figures({ kind: 'seasonal_naive', season: 1, error_quantiles: 0 }, load)
    expect(figures.params.value).toBe(200)
    expect(figures.trainableParams.value).toBe(0)
    expect(figures.flops.value).toBe(0)
    expect(figures.trainingMemory.value).toBe(4 * 200 * 1000)
  })

  it('answers in about the time of the call', () => {
    const { latency } = seasonalNaive.figures({ kind: 'seasonal_naive', season: 7, error_quantiles: 2 }, load)
    // 63 x 3 loads of 14 cycles at 3 GHz take under a microsecond.
    expect(latency.value).toBeCloseTo(0.1 + ((63 * 3 * 14) / 3e9) * 1000, 12)
    expect(latency.high).toBeLessThan(1)
  })

  it('forms and sorts the errors once for every point and step', () => {
    const { trainingTime } = seasonalNaive.figures(
      { kind: 'seasonal_naive', season: 7, error_quantiles: 2 },
      load,
    )
    const seconds = (200_000 * 63 * Math.log2(1000) * 14) / 3e9 / 4
    expect(trainingTime.value).toBeCloseTo(seconds / 3600, 12)
  })

  it('says what it repeats', () => {
    expect(seasonalNaive.describe({ kind: 'seasonal_naive', season: 1, error_quantiles: 0 })).toBe(
      'Seasonal naive: repeats the last value',
    )
    expect(seasonalNaive.describe({ kind: 'seasonal_naive', season: 8766, error_quantiles: 1 })).toBe(
      'Seasonal naive: repeats the value of 8,766 steps earlier, with 1 error quantile for every step',
    )
  })
})
