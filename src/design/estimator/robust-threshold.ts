/**
 * Robust statistics per series: a slow exponential mean with its spread, and a median with its absolute deviation for
 * each hour of the season. A value is odd where it is far from both, in units of the spread. The bar for every detector.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, clockHz, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const robustThresholdSchema = z.object({
  kind: z.literal('robust_threshold'),
  /** Parts of the season that have a level of their own (168 hours of a week); 1 where there is no season. */
  buckets: z.number().int().positive(),
})
export type RobustThreshold = z.infer<typeof robustThresholdSchema>

const definition =
  'Rousseeuw & Croux, Alternatives to the Median Absolute Deviation, 1993; Roberts, Control Chart Tests Based on Geometric Moving Averages, 1959'
const bytesPerDouble = 8
/** Median and absolute deviation. */
const perBucket = 2
/** Exponential mean, exponential variance, and the count of consecutive odd values. */
const running = 3
/** Two distances, two updates, a comparison. */
const operationsPerValue = 12
/** Operations a core finishes in one cycle on such a chain. */
const perCycle = { low: 2, typical: 1, high: 0.5 }

export const robustThreshold: EstimatorKind<RobustThreshold> = {
  figures({ buckets }: RobustThreshold, load: Workload): EstimatorFigures {
    const perSeries = buckets * perBucket + running
    const stored = load.seriesCount * perSeries
    const series = `${grouped(load.seriesCount)} series`
    const counts = `${series} x (${counted(buckets, 'bucket')} x ${perBucket} + ${running} running values)`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `${counts} x ${bytesPerDouble} bytes`, definition)
    const learned = load.seriesCount * buckets * perBucket
    const values = load.rowsPerRequest * load.features
    const asked = `${counted(load.rowsPerRequest, 'row')} x ${counted(load.features, 'value')}`
    const ms = (speed: number, seconds: number) =>
      values * (operationsPerValue / (clockHz * speed) + seconds) * 1000
    const each = Math.max(2, load.points / (load.seriesCount * buckets))
    // Sorted once for the median, once more for the deviations from it.
    const work = load.points * 2 * Math.log2(each)
    const hours = (seconds: number) => (work * seconds) / load.trainingCores / 3600
    // Series are fitted one at a time on each core.
    const atOnce = Math.min(load.trainingCores, load.seriesCount)
    const data = (load.points / load.seriesCount) * atOnce * 4
    const points = counted(load.points, 'point')
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(
        learned,
        'parameters',
        `${series} x ${counted(buckets, 'bucket')} x ${perBucket}`,
        definition,
      ),
      flops: exact(
        values * operationsPerValue,
        'FLOPs',
        `${asked} x ${operationsPerValue} operations`,
        'two distances, two updates and a comparison',
      ),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: 2 * data,
        unit: 'bytes',
        low: data,
        high: 3 * data,
        formula: `2 x ${points} / ${series} x ${grouped(atOnce)} at a time x 4 bytes`,
        source: 'values of a series, and their deviations',
      },
      latency: {
        value: callMs.typical + ms(perCycle.typical, loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(perCycle.low, loadSeconds.low),
        high: callMs.high + ms(perCycle.high, loadSeconds.high),
        formula: `${callTerm} + ${asked} x (${operationsPerValue} operations / (${perCycle.typical} a cycle x ${clockHz / 1e9} GHz) + ${loadTerm})`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(loadSeconds.typical),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(loadSeconds.high),
        formula: `${points} x 2 sorts x log2(${grouped(each)}) x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
        source: loadSource,
      },
      library: 'NumPy',
      assumptions: [],
      notCounted: ['reading the data from its store'],
    }
  },
  describe({ buckets }: RobustThreshold): string {
    const level =
      buckets === 1
        ? 'median and absolute deviation of the past'
        : `median and absolute deviation of each of ${grouped(buckets)} parts of the season`
    return `Robust thresholds per series: ${level}, with an exponential mean and spread (EWMA)`
  },
}
