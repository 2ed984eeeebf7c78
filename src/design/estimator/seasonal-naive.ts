/**
 * Seasonal naive: the forecast of a step is the value one season earlier; intervals come from the quantiles of the
 * errors this made in the past. The bar that every other model has to clear.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { bytesPerFloat, callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

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
    const perSeries = model.season + model.error_quantiles * load.rowsPerRequest
    const stored = load.seriesCount * perSeries
    const steps = counted(load.rowsPerRequest, 'step')
    const series = `${grouped(load.seriesCount)} series`
    const quantiles = counted(model.error_quantiles, 'error quantile')
    const counts = `${series} x (${counted(model.season, 'last value')} + ${quantiles} x ${steps})`
    const learned = load.seriesCount * model.error_quantiles * load.rowsPerRequest
    const reads = load.rowsPerRequest * (1 + model.error_quantiles)
    const adds = load.rowsPerRequest * model.error_quantiles
    const bytes = exact(stored * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, definition)
    const visitMs = (seconds: number) => reads * seconds * 1000
    // Errors are formed once for every point and step, then sorted per series and step.
    const sorted = model.error_quantiles > 0 ? Math.max(2, load.points / load.seriesCount) : 2
    const work = load.points * load.rowsPerRequest * Math.log2(sorted)
    const hours = (seconds: number) => (work * seconds) / load.trainingCores / 3600
    const kept = model.error_quantiles > 0 ? load.rowsPerRequest / load.seriesCount : 0
    const points = counted(load.points, 'point')
    const needed = load.points * bytesPerFloat * (1 + kept)
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(learned, 'parameters', `${series} x ${quantiles} x ${steps}`, definition),
      flops: exact(adds, 'FLOPs', `${steps} x ${counted(model.error_quantiles, 'addition')}`, definition),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: needed,
        unit: 'bytes',
        low: load.points * bytesPerFloat,
        high: 3 * needed,
        formula: `${points} x ${bytesPerFloat} bytes${kept > 0 ? ` x (1 + errors of ${steps} / ${series})` : ''}`,
        source: 'size of the data; up to three copies in a data frame',
      },
      latency: {
        value: callMs.typical + visitMs(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + visitMs(loadSeconds.low),
        high: callMs.high + visitMs(loadSeconds.high),
        formula: `${callTerm} + ${counted(reads, 'read')} x ${loadTerm}`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(loadSeconds.typical),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(loadSeconds.high),
        formula: `${points} x ${steps} x log2(${grouped(sorted)}) x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
        source: loadSource,
      },
      library: 'statsforecast (SeasonalNaive)',
      assumptions: [],
      notCounted: ['reading the data from its store'],
    }
  },
  describe(model: SeasonalNaive): string {
    const rule =
      model.season === 1
        ? 'repeats the last value'
        : `repeats the value of ${counted(model.season, 'step')} earlier`
    const band =
      model.error_quantiles > 0
        ? `, with ${counted(model.error_quantiles, 'error quantile')} for every step`
        : ''
    return `Seasonal naive: ${rule}${band}`
  },
}
