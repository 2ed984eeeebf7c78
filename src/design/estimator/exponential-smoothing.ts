/**
 * Exponential smoothing in state-space form (level, damped trend, season), one small model per series. Strong on few
 * series; says nothing about what other series or planned inputs would tell.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const exponentialSmoothingSchema = z.object({
  kind: z.literal('exponential_smoothing'),
  season: z.number().int().positive(),
  damped_trend: z.boolean(),
})
export type ExponentialSmoothing = z.infer<typeof exponentialSmoothingSchema>

const definition = 'Hyndman, Koehler, Ord & Snyder, Forecasting with Exponential Smoothing, 2008'
const bytesPerDouble = 8
/** Likelihood evaluations of a simplex search over the smoothing weights, times the 15 forms an automatic choice tries. */
const evaluations = { low: 15 * 50, typical: 15 * 200, high: 15 * 1000 }
/** Multiplications and additions that bring the state one point forward: level, trend, season, error. */
const operationsPerPoint = 12
/** Operations a core finishes in one cycle on such a dependent chain. */
const perCycle = { low: 1, typical: 0.5, high: 0.25 }

export const exponentialSmoothing = {
  figures(model: ExponentialSmoothing, load: Workload): EstimatorFigures {
    const weights = 1 + (model.damped_trend ? 2 : 0) + (model.season > 1 ? 1 : 0)
    const states = 1 + (model.damped_trend ? 1 : 0) + (model.season > 1 ? model.season : 0)
    const stored = load.seriesCount * (weights + states + 1)
    const parts = [counted(weights, 'smoothing weight'), counted(states, 'state'), '1 error variance']
    const formula = `${grouped(load.seriesCount)} series x (${parts.join(' + ')})`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `${formula} x ${bytesPerDouble} bytes`, definition)
    const forecastOps = load.rowsPerRequest * (4 + 2 * load.outputsPerRow)
    const seconds = (runs: number, speed: number) =>
      (load.points * operationsPerPoint * runs) / (clockHz * speed)
    const hours = (runs: number, speed: number) => seconds(runs, speed) / load.trainingCores / 3600
    const data = load.points * bytesPerDouble
    const points = counted(load.points, 'point')
    const speed = `(${perCycle.typical} operations a cycle x ${clockHz / 1e9} GHz)`
    return {
      params: exact(stored, 'parameters', formula, definition),
      trainableParams: exact(stored, 'parameters', formula, definition),
      flops: exact(
        forecastOps,
        'FLOPs',
        `${counted(load.rowsPerRequest, 'step')} x (4 + 2 x ${counted(load.outputsPerRow, 'output')})`,
        definition,
      ),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: data * 2,
        unit: 'bytes',
        low: data,
        high: data * 4,
        formula: `${points} x ${bytesPerDouble} bytes x 2 (values and fitted values)`,
        source: 'size of the data',
      },
      latency: {
        value: callMs.typical + (forecastOps / (clockHz * perCycle.typical)) * 1000,
        unit: 'milliseconds',
        low: callMs.low + (forecastOps / (clockHz * perCycle.low)) * 1000,
        high: callMs.high + (forecastOps / (clockHz * perCycle.high)) * 1000,
        formula: `${callTerm} + ${counted(forecastOps, 'operation')} / ${speed}`,
        source: callSource,
      },
      trainingTime: {
        value: hours(evaluations.typical, perCycle.typical),
        unit: 'hours',
        low: hours(evaluations.low, perCycle.low),
        high: hours(evaluations.high, perCycle.high),
        formula: `${points} x ${operationsPerPoint} operations x ${grouped(evaluations.typical)} likelihood evaluations / ${speed} / ${counted(load.trainingCores, 'core')}`,
        source: `${definition}, chapter 5; number of evaluations is a working default`,
      },
      library: 'statsforecast (AutoETS)',
      assumptions: ['one model is fitted to every series, with an automatic choice of its form'],
      notCounted: ['reading the data from its store'],
    }
  },
  describe(model: ExponentialSmoothing): string {
    const season = model.season > 1 ? `, season of ${counted(model.season, 'step')}` : ''
    return `Exponential smoothing per series: level${model.damped_trend ? ', damped trend' : ''}${season}`
  },
}
