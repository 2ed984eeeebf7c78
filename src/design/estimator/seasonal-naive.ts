/**
 * Seasonal naive: the forecast of a step is the value one season earlier; intervals come from the quantiles of the
 * errors this made in the past. The bar that every other model has to clear.
 */
import { z } from 'zod'
import { exact } from '../estimate/figure.js'
import type { EstimatorFigures, Workload } from './estimator.js'
import { bytesPerFloat, callMs, callSource, loadCycles, loadSeconds, loadSource } from './machine.js'

export const seasonalNaiveSchema = z.object({
  kind: z.literal('seasonal_naive'),
  /** Steps of one season; 1 repeats the last value. */
  season: z.number().int().positive(),
  /** Quantiles kept of the past errors, per step of the horizon; 0 for a point forecast. */
  error_quantiles: z.number().int().nonnegative(),
})
export type SeasonalNaive = z.infer<typeof seasonalNaiveSchema>

const definition = 'Hyndman & Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 5.2'

export const seasonalNaive = {
  figures(model: SeasonalNaive, load: Workload): EstimatorFigures {
    const perSeries = model.season + model.error_quantiles * load.horizonSteps
    const stored = load.seriesCount * perSeries
    const counts = `${load.seriesCount} series x (${model.season} last values + ${model.error_quantiles} error quantiles x ${load.horizonSteps} steps)`
    const learned = load.seriesCount * model.error_quantiles * load.horizonSteps
    const reads = load.horizonSteps * (1 + model.error_quantiles)
    const adds = load.horizonSteps * model.error_quantiles
    const bytes = exact(stored * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, definition)
    const visitMs = (seconds: number) => reads * seconds * 1000
    // Errors are formed once for every point and step, then sorted per series and step.
    const work =
      load.points *
      load.horizonSteps *
      Math.max(1, model.error_quantiles > 0 ? Math.log2(Math.max(2, load.points / load.seriesCount)) : 1)
    const hours = (seconds: number) => (work * seconds) / load.trainingCores / 3600
    const needed =
      load.points *
      bytesPerFloat *
      (1 + (model.error_quantiles > 0 ? load.horizonSteps / Math.max(1, load.seriesCount) : 0))
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(
        learned,
        'parameters',
        `${load.seriesCount} series x ${model.error_quantiles} x ${load.horizonSteps} error quantiles`,
        definition,
      ),
      flops: exact(
        adds,
        'FLOPs',
        `${load.horizonSteps} steps x ${model.error_quantiles} additions`,
        definition,
      ),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: needed,
        unit: 'bytes',
        low: load.points * bytesPerFloat,
        high: 3 * needed,
        formula: `${load.points} points x ${bytesPerFloat} bytes, and one series' errors over ${load.horizonSteps} steps`,
        source: 'size of the data; up to three copies in a data frame',
      },
      latency: {
        value: callMs.typical + visitMs(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + visitMs(loadSeconds.low),
        high: callMs.high + visitMs(loadSeconds.high),
        formula: `call + ${reads} reads x ${loadCycles.typical} cycles at 3 GHz`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(loadSeconds.typical),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(loadSeconds.high),
        formula: `${load.points} points x ${load.horizonSteps} steps of errors, sorted; one read each on ${load.trainingCores} cores`,
        source: loadSource,
      },
      library: 'statsforecast (SeasonalNaive)',
      assumptions: [],
      notCounted: ['reading the data from its store'],
    }
  },
  describe(model: SeasonalNaive): string {
    const rule =
      model.season === 1 ? 'repeats the last value' : `repeats the value of ${model.season} steps earlier`
    const band =
      model.error_quantiles > 0 ? `, with ${model.error_quantiles} error quantiles for every step` : ''
    return `Seasonal naive: ${rule}${band}`
  },
}
