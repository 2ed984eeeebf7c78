/**
 * Intermittent demand (Croston, 1972; Teunter, Syntetos & Babai, 2011): the probability of a demand and its size are
 * smoothed apart, one small model per series; the forecast of every step is their product.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const intermittentDemandSchema = z.object({
  kind: z.literal('intermittent_demand'),
  /** Quantiles kept of the past errors of every series; 0 for a point forecast. */
  error_quantiles: z.number().int().nonnegative(),
})
export type IntermittentDemand = z.infer<typeof intermittentDemandSchema>

const source = 'Teunter, Syntetos & Babai, European Journal of Operational Research 214, 2011'
const bytesPerDouble = 8
/** Smoothing weights and states of size and probability. */
const numbersPerSeries = 4
/** Multiplications and additions that bring both states one point forward, and the error. */
const operationsPerPoint = 8
/** Pairs of smoothing weights that are tried. */
const pairs = { low: 25, typical: 100, high: 400 }
/** Operations a core finishes in one cycle on such a dependent chain. */
const perCycle = { low: 0.25, typical: 0.5, high: 1 }

export const intermittentDemand: EstimatorKind<IntermittentDemand> = {
  figures(model, load: Workload): EstimatorFigures {
    const perSeries = numbersPerSeries + model.error_quantiles
    const stored = load.seriesCount * perSeries
    const series = `${grouped(load.seriesCount)} series`
    const formula = `${series} x (${numbersPerSeries} states and weights + ${counted(model.error_quantiles, 'error quantile')})`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `${formula} x ${bytesPerDouble} bytes`, source)
    const flops = 1 + model.error_quantiles
    const hours = (tries: number, speed: number) =>
      (load.points * operationsPerPoint * tries) / (clockHz * speed) / load.trainingCores / 3600
    const ms = (speed: number) => (flops / (clockHz * speed)) * 1000
    const points = counted(load.points, 'point')
    return {
      params: exact(stored, 'parameters', formula, source),
      trainableParams: exact(stored, 'parameters', formula, source),
      flops: exact(flops, 'FLOPs', `1 product + ${counted(model.error_quantiles, 'addition')}`, source),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: load.points * bytesPerDouble,
        unit: 'bytes',
        low: load.points * bytesPerDouble,
        high: 3 * load.points * bytesPerDouble,
        formula: `${points} x ${bytesPerDouble} bytes; high: three copies in a data frame`,
        source: 'size of the data',
      },
      latency: {
        value: callMs.typical + ms(perCycle.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(perCycle.high),
        high: callMs.high + ms(perCycle.low),
        formula: `${callTerm} + ${counted(flops, 'operation')} / (${perCycle.typical} operations a cycle x ${clockHz / 1e9} GHz)`,
        source: callSource,
      },
      trainingTime: {
        value: hours(pairs.typical, perCycle.typical),
        unit: 'hours',
        low: hours(pairs.low, perCycle.high),
        high: hours(pairs.high, perCycle.low),
        formula: `${points} x ${operationsPerPoint} operations x ${pairs.typical} pairs of weights / (${perCycle.typical} operations a cycle x ${clockHz / 1e9} GHz) / ${counted(load.trainingCores, 'core')}`,
        source: `${source}; the grid is a working default`,
      },
      library: 'statsforecast (TSB)',
      assumptions: [],
      notCounted: ['reading the data from its store'],
    }
  },
  describe: ({ error_quantiles }) =>
    `Intermittent demand per series (TSB): probability and size of demand${error_quantiles > 0 ? `, ${counted(error_quantiles, 'error quantile')}` : ''}`,
}
