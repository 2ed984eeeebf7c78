/** One decision tree, small enough to be read: a column and a threshold at each split, an action or a value in each leaf. */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import { callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const decisionTreeSchema = z.object({
  kind: z.literal('decision_tree'),
  leaves: z.number().int().min(2),
  /** Numbers of a leaf: one for each action. */
  outputs: z.number().int().positive(),
})
export type DecisionTree = z.infer<typeof decisionTreeSchema>

const definition = 'Breiman, Friedman, Olshen & Stone, Classification and Regression Trees, 1984'
const bytesPerNumber = 8
/** Trees are deeper than balanced ones. */
const depthFactor = 1.5

export const decisionTree = {
  figures(model: DecisionTree, load: Workload): EstimatorFigures {
    const { leaves, outputs } = model
    const splits = counted(leaves - 1, 'split')
    const counts = `${splits} x 2 + ${counted(leaves, 'leaf', 'leaves')} x ${counted(outputs, 'number')}`
    const stored = (leaves - 1) * 2 + leaves * outputs
    const bytes = exact(stored * bytesPerNumber, 'bytes', `(${counts}) x ${bytesPerNumber} bytes`, definition)
    const depth = Number((depthFactor * Math.log2(leaves)).toPrecision(4))
    const rows = counted(load.rowsPerRequest, 'row')
    const ms = (end: End) => callMs[end] + load.rowsPerRequest * depth * loadSeconds[end] * 1000
    // Each level goes through every column of every row, sorted once before.
    const cells = load.trainingRows * load.features * (depth + Math.log2(Math.max(2, load.trainingRows)))
    const hours = (end: End) => (cells * loadSeconds[end]) / load.trainingCores / 3600
    const table = load.trainingRows * load.features * bytesPerNumber
    const trained = counted(load.trainingRows, 'row')
    const columns = counted(load.features, 'column')
    const levels = `(depth ${depth} + log2(${grouped(Math.max(2, load.trainingRows))}))`
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(stored, 'parameters', counts, definition),
      flops: exact(0, 'FLOPs', '0 products: comparisons are not FLOPs', definition),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + load.rowsPerRequest * load.features * bytesPerNumber,
        'bytes',
        `${bytes.formula} + ${rows} x ${columns} x ${bytesPerNumber} bytes`,
        definition,
      ),
      trainingMemory: {
        value: 2 * table,
        unit: 'bytes',
        low: table,
        high: 3 * table,
        formula: `${trained} x ${columns} x ${bytesPerNumber} bytes x 2 (values and their order)`,
        source: 'size of the data and of its sorted order',
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${rows} x depth ${depth} x ${loadTerm}`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${trained} x ${columns} x ${levels} x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
        source: `${definition}; ${loadSource}`,
      },
      library: 'scikit-learn (DecisionTreeClassifier)',
      assumptions: ['the tree is grown to all its leaves'],
      notCounted: ['reading the data from its store'],
    }
  },
  describe: ({ leaves, outputs }: DecisionTree): string =>
    `One decision tree of ${counted(leaves, 'leaf', 'leaves')}, ${counted(outputs, 'number')} in each`,
}
