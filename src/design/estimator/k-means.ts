/**
 * K-means, or a mixture of Gaussians with a spread of its own for each column: groups of rows that are alike. Each pass
 * compares every row with every centre.
 */
import { z } from 'zod'
import { counted } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { clockHz } from './machine.js'
import { checkedCall, checkedCallMs, checkedCallSource, checkedCallTerm } from './scikit-learn.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const kMeansSchema = z.object({
  kind: z.literal('k_means'),
  clusters: z.number().int().min(2),
  /** Random starts, of which the best is kept. */
  starts: z.number().int().positive(),
  /** Every group has a share and a spread in each column, and rows belong to several in parts. */
  soft: z.boolean(),
})
export type KMeans = z.infer<typeof kMeansSchema>

const definition =
  'Lloyd, Least Squares Quantization in PCM, 1982; Dempster, Laird & Rubin, 1977, for mixtures'
const bytesPerDouble = 8
/** Passes until the centres stand still; the default limit is 300 for k-means and 100 for a mixture. */
const passes = { low: 10, typical: 30, high: 300 }
/** Operations of one number and centre: difference, square, sum. */
const operations = 3
/** Operations that a core finishes in a cycle on such rows. */
const perCycle = { low: 0.5, typical: 2, high: 8 }

export const kMeans: EstimatorKind<KMeans> = {
  figures({ clusters, starts, soft }: KMeans, load: Workload): EstimatorFigures {
    const each = soft ? 2 * load.features + 1 : load.features
    const stored = clusters * each
    const columns = counted(load.features, 'column')
    const counts = soft
      ? `${counted(clusters, 'group')} x (2 x ${columns} + 1)`
      : `${counted(clusters, 'group')} x ${columns}`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `${counts} x ${bytesPerDouble} bytes`, definition)
    const rows = load.rowsPerRequest
    const asked = counted(rows, 'row')
    const work = clusters * load.features * operations
    const workWords = `${counted(clusters, 'group')} x ${columns} x ${operations} operations`
    const ms = (speed: number) => ((rows * work) / (clockHz * speed)) * 1000
    const hours = (times: number, speed: number) =>
      (load.trainingRows * work * times * starts) / (clockHz * speed) / load.trainingCores / 3600
    const table = load.trainingRows * load.features * bytesPerDouble
    const trainingRows = counted(load.trainingRows, 'row')
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(stored, 'parameters', counts, definition),
      flops: exact(rows * work, 'FLOPs', `${asked} x ${workWords}`, definition),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: 2 * table,
        unit: 'bytes',
        low: table,
        high: 3 * table,
        formula: `2 x ${trainingRows} x ${columns} x ${bytesPerDouble} bytes`,
        source: 'size of the table as 64-bit numbers, and its scaled copy',
      },
      latency: {
        value: checkedCallMs.typical + ms(perCycle.typical),
        unit: 'milliseconds',
        low: checkedCallMs.low + ms(perCycle.high),
        high: checkedCallMs.high + ms(perCycle.low),
        formula: `${checkedCallTerm} + ${asked} x ${workWords} / (${perCycle.typical} a cycle x ${clockHz / 1e9} GHz)`,
        source: checkedCallSource,
      },
      trainingTime: {
        value: hours(passes.typical, perCycle.typical),
        unit: 'hours',
        low: hours(passes.low, perCycle.high),
        high: hours(passes.high, perCycle.low),
        formula: `${trainingRows} x ${workWords} x ${passes.typical} passes x ${counted(starts, 'start')} / (${perCycle.typical} a cycle x ${clockHz / 1e9} GHz) / ${counted(load.trainingCores, 'core')}`,
        source: `${definition}; number of passes is a working default under the library's limit`,
      },
      library: 'scikit-learn',
      call: checkedCall,
      assumptions: ['columns are scaled, and categories stand as columns of zeros and ones'],
      notCounted: ['reading the data from its store', 'trying other numbers of groups'],
    }
  },
  describe({ clusters, starts, soft }: KMeans): string {
    return soft
      ? `Gaussian mixture: ${counted(clusters, 'group')} with a share and a spread each, best of ${counted(starts, 'start')}`
      : `K-means: ${counted(clusters, 'centre')}, best of ${counted(starts, 'start')}`
  },
}
