/**
 * An isolation forest: random splits part odd rows from the rest in few steps. Every tree sees a few hundred rows, so
 * neither its size nor its fitting grows with the data.
 */
import { z } from 'zod'
import { counted } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { loadSeconds, loadSource, loadTerm } from './machine.js'
import { checkedCall, checkedCallMs, checkedCallSource, checkedCallTerm } from './scikit-learn.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const isolationForestSchema = z.object({
  kind: z.literal('isolation_forest'),
  trees: z.number().int().positive(),
  /** Rows that a tree is grown on. */
  sample: z.number().int().min(2),
})
export type IsolationForest = z.infer<typeof isolationForestSchema>

const definition = 'Liu, Ting & Zhou, Isolation Forest, 2008; upper bound: every tree full'
const bytesPerNode = 72
/** Draws that settle where the threshold lies on all training rows. */
const scoredOnce = 1

export const isolationForest: EstimatorKind<IsolationForest> = {
  figures({ trees, sample }: IsolationForest, load: Workload): EstimatorFigures {
    const nodes = trees * (2 * sample - 1)
    // Trees stop at the depth of a balanced one: what is still together there is not odd.
    const depth = Math.ceil(Math.log2(sample))
    const counts = `${counted(trees, 'tree')} x (2 x ${counted(sample, 'row')} - 1)`
    const bytes = exact(
      nodes * bytesPerNode,
      'bytes',
      `${counts} x ${bytesPerNode} bytes`,
      'scikit-learn: fields of a node',
    )
    const rows = load.rowsPerRequest
    const spread = Math.min(load.servingCores, rows)
    const visits = rows * trees * depth
    const ms = (seconds: number, cores: number) => (visits * seconds * 1000) / cores
    const passed = (load.trainingRows * scoredOnce + sample) * trees * depth
    const hours = (seconds: number) => (passed * seconds) / load.trainingCores / 3600
    const table = load.trainingRows * load.features * 4
    const asked = counted(rows, 'row')
    const columns = counted(load.features, 'column')
    const trainingRows = counted(load.trainingRows, 'row')
    const treeWords = `${counted(trees, 'tree')} x depth ${depth}`
    return {
      params: exact(nodes, 'parameters', counts, definition),
      trainableParams: exact(nodes, 'parameters', counts, definition),
      flops: exact(
        rows * trees,
        'FLOPs',
        `${asked} x ${counted(trees, 'tree')}: one path length added each (comparisons are not FLOPs)`,
        'one addition for each tree and row',
      ),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + rows * load.features * 4,
        'bytes',
        `${bytes.formula} + ${asked} x ${columns} x 4 bytes`,
        bytes.source,
      ),
      trainingMemory: {
        value: table + bytes.value,
        unit: 'bytes',
        low: table,
        high: 3 * table + bytes.value,
        formula: `${trainingRows} x ${columns} x 4 bytes + ${bytes.formula}`,
        source: 'the table as 32-bit numbers, and the trees; up to three copies in a data frame',
      },
      latency: {
        value: checkedCallMs.typical + ms(loadSeconds.typical, spread),
        unit: 'milliseconds',
        low: checkedCallMs.low + ms(loadSeconds.low, spread),
        high: checkedCallMs.high + ms(loadSeconds.high, 1),
        formula: `${checkedCallTerm} + ${asked} x ${treeWords} x ${loadTerm} / ${counted(spread, 'core')}; high: third-level cache, one core`,
        source: `${checkedCallSource}; ${loadSource}; 40 ns for a row and tree measured`,
      },
      trainingTime: {
        value: hours(loadSeconds.typical),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(loadSeconds.high),
        formula: `(${trainingRows} to set the threshold on + ${counted(sample, 'row')} a tree) x ${treeWords} x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
        source: loadSource,
      },
      library: 'scikit-learn',
      call: checkedCall,
      assumptions: ['all training rows are scored once to set the threshold'],
      notCounted: ['making the features', 'reading the data from its store'],
    }
  },
  describe: ({ trees, sample }: IsolationForest): string =>
    `Isolation forest: ${counted(trees, 'tree')} on ${counted(sample, 'row')} each`,
}
