/**
 * A random forest: deep trees on resampled rows, each split looking at a part of the columns. The trees' disagreement
 * is an uncertainty that costs nothing more, which is why chemists start with it.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { loadSeconds, loadSource, loadTerm } from './machine.js'
import { checkedCall, checkedCallMs, checkedCallSource, checkedCallTerm } from './scikit-learn.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const randomForestSchema = z.object({
  kind: z.literal('random_forest'),
  trees: z.number().int().positive(),
  /** Fewest rows of a leaf. */
  leaf_rows: z.number().int().positive(),
  /** Share of the columns that a split looks at: a third for values, about a root for classes. */
  columns_tried: z.number().gt(0).max(1),
})
export type RandomForest = z.infer<typeof randomForestSchema>

const definition = 'Breiman, Random Forests, 2001; every leaf as small as it may be'
/** Rows that a resampled set holds of all: 1 - 1/e. */
const distinctShare = 0.632
/** A node of scikit-learn: two children, column, threshold, impurity and two counts, 8 bytes each, padded; its value. */
const bytesPerNode = 72
/** Deep trees are not balanced. */
const depthFactor = 1.5
/** Seconds of one core to sort and scan one row for one tried column of one level. */
const secondsPerCell = { low: 10e-9, typical: 22e-9, high: 45e-9 }
const timeSource =
  'measured with scikit-learn 1.9 on one core: 12 to 35 ns from 4,200 rows x 2,048 bits to 100,000 rows x 30 numbers'

export const randomForest: EstimatorKind<RandomForest> = {
  figures(model: RandomForest, load: Workload): EstimatorFigures {
    const { trees, leaf_rows } = model
    const drawn = Math.max(2, Math.ceil(distinctShare * load.trainingRows))
    const leaves = Math.max(2, Math.ceil(drawn / leaf_rows))
    const nodes = trees * (2 * leaves - 1)
    const counts = `${counted(trees, 'tree')} x (2 x ${counted(leaves, 'leaf', 'leaves')} - 1)`
    const bytes = exact(
      nodes * bytesPerNode,
      'bytes',
      `${counts} x ${bytesPerNode} bytes`,
      'scikit-learn: fields of a node',
    )
    const depth = Number((depthFactor * Math.log2(leaves)).toPrecision(4))
    const tried = Math.max(1, Math.ceil(model.columns_tried * load.features))
    const rows = load.rowsPerRequest
    const spread = Math.min(load.servingCores, rows)
    const visits = rows * trees * depth
    const ms = (seconds: number, cores: number) => (visits * seconds * 1000) / cores
    const cells = load.trainingRows * tried * depth * trees
    const hours = (seconds: number) => (cells * seconds) / load.trainingCores / 3600
    const table = load.trainingRows * (load.features * 4 + load.trainingCores * 24)
    const asked = counted(rows, 'row')
    const columns = counted(load.features, 'column')
    const trainingRows = counted(load.trainingRows, 'row')
    return {
      params: exact(nodes, 'parameters', counts, definition),
      trainableParams: exact(nodes, 'parameters', counts, definition),
      flops: exact(
        2 * rows * trees,
        'FLOPs',
        `2 x ${asked} x ${counted(trees, 'tree')}: a sum and a sum of squares`,
        'mean and variance over the trees (comparisons are not FLOPs)',
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
        high: 2 * table + bytes.value,
        formula: `${trainingRows} x (${columns} x 4 bytes + ${counted(load.trainingCores, 'tree')} at a time x 24 bytes) + ${bytes.formula}`,
        source: 'scikit-learn: a table of 32-bit numbers, and the trees as they grow',
      },
      latency: {
        value: checkedCallMs.typical + ms(loadSeconds.typical, spread),
        unit: 'milliseconds',
        low: checkedCallMs.low + ms(loadSeconds.low, spread),
        high: checkedCallMs.high + ms(loadSeconds.high, 1),
        formula: `${checkedCallTerm} + ${asked} x ${counted(trees, 'tree')} x depth ${grouped(depth)} x ${loadTerm} / ${counted(spread, 'core')}; high: third-level cache, one core`,
        source: `${checkedCallSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(secondsPerCell.typical),
        unit: 'hours',
        low: hours(secondsPerCell.low),
        high: hours(secondsPerCell.high),
        formula: `${trainingRows} x ${counted(tried, 'tried column')} x depth ${grouped(depth)} x ${counted(trees, 'tree')} x ${plain(secondsPerCell.typical * 1e9)} ns / ${counted(load.trainingCores, 'core')}`,
        source: timeSource,
      },
      library: 'scikit-learn',
      call: checkedCall,
      assumptions: [`trees are ${depthFactor} times as deep as balanced ones`],
      notCounted: ['reading the data from its store', 'making the columns'],
    }
  },
  describe({ trees, leaf_rows, columns_tried }: RandomForest): string {
    return `Random forest: ${counted(trees, 'tree')}, at least ${counted(leaf_rows, 'row')} in a leaf, ${plain(Number((columns_tried * 100).toPrecision(2)))}% of the columns at each split`
  },
}
